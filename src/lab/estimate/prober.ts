import { createHash } from 'node:crypto'
import { cpus } from 'node:os'
import { LabError } from '../../shared/contract'
import type { RunConfig } from '../../shared/run'
import type { Home } from '../home'
import { ChildProgram } from '../runs/child-program'
import { endSentence } from '../runs/end-sentence'
import type { Store } from '../store/store'
import { VERSION } from '../version'
import type { WorkerCommand, WorkerMessage, WorkerTask } from '../worker-protocol'
import { say } from '../../texts/lab'
import type { Cost } from './cost'
import { decoderLikeness, runLikeness } from './likeness'

/** Measurements older than this (ms) are made again. */
const FRESH = 30 * 24 * 3600 * 1000

/** Measurements made while other runs trained are not kept, but serve again for so long (ms). */
const RECENT = 10 * 60 * 1000

export interface ProberOptions {
  store: Store
  home: Home
  workerPath: string
}

/** How runs would train: so many at once, with how many threads each. */
export interface Conditions {
  threads: number
  together: number
  /** Runs that train meanwhile: they are some of those, and what is measured beside them is not kept. */
  busy: number
}

/** A cost and when it was measured (ms since 1970). */
export interface MeasuredCost extends Cost {
  measured_at: number
}

type Probe = ChildProgram<WorkerCommand, WorkerMessage>

/**
 * Measures what runs take by real steps in processes like theirs, as many at once as would train beside those that do, and keeps it in the
 * store. One measurement at a time: a newer one ends that under way, whose asker is told so.
 */
export class Prober {
  private readonly running = new Set<Probe>()
  /** What was measured lately while other runs trained. */
  private readonly recent = new Map<string, MeasuredCost>()
  private superseded: () => void = () => {}
  private latest = 0
  private closed = false

  constructor(private readonly options: ProberOptions) {}

  /** What each run takes, in order: as kept, else measured. Throws LabError `refused` when superseded, `failed` with the process's sentence. */
  async costs(configs: readonly RunConfig[], conditions: Conditions): Promise<MeasuredCost[]> {
    const { store } = this.options
    const asked = ++this.latest
    this.end()
    const keyOf = (config: RunConfig) => probeKey(config, conditions)
    const found = new Map(
      configs.flatMap((config): [string, MeasuredCost][] => {
        const cost = this.known(config, conditions)
        return cost ? [[keyOf(config), cost]] : []
      }),
    )
    const missing = new Map(configs.filter((config) => !found.has(keyOf(config))).map((config) => [keyOf(config), config]))
    const groups = Map.groupBy(missing.values(), ({ objective }) => decoderLikeness(objective))
    for (const group of groups.values()) {
      const answers = await this.measure(group, conditions)
      if (asked !== this.latest || this.closed) throw superseded()
      for (const [i, config] of group.entries()) {
        const cost = meanOf(answers.map((answer) => answer[i]))
        const now = Date.now()
        const measured = { ...cost, measured_at: now }
        if (conditions.busy === 0) store.probes.put(keyOf(config), cost, now)
        else this.recent.set(keyOf(config), measured)
        found.set(keyOf(config), measured)
      }
    }
    return configs.map((config) => found.get(keyOf(config))!)
  }

  /** What a run takes, where that was measured before. */
  known(config: RunConfig, conditions: Conditions): MeasuredCost | null {
    const key = probeKey(config, conditions)
    const kept = this.options.store.probes.get(key, Date.now() - FRESH)
    const recent = conditions.busy > 0 ? this.recent.get(key) : undefined
    return kept ?? (recent && recent.measured_at > Date.now() - RECENT ? recent : null)
  }

  async close(): Promise<void> {
    this.closed = true
    const programs = [...this.running]
    this.end()
    await Promise.all(programs.map((program) => program.ended))
  }

  private end(): void {
    for (const program of this.running) program.kill()
    this.superseded()
  }

  /** What each of some processes at once measured of each run. */
  private async measure(configs: readonly RunConfig[], { threads, together, busy }: Conditions): Promise<Cost[][]> {
    const { home } = this.options
    const [first] = configs
    const task: WorkerTask = {
      kind: 'probe',
      choices: configs.map(({ objective }) => objective),
      config: first,
      corpusDirectory: home.corpus(first.corpus),
      runDirectory: home.path,
      enginesDirectory: home.engines,
      threads,
    }
    const ended = new Promise<never>((_, reject) => (this.superseded = () => reject(superseded())))
    return Promise.race([ended, Promise.all(Array.from({ length: Math.max(1, together - busy) }, () => this.fork(task)))])
  }

  private async fork(task: WorkerTask): Promise<Cost[]> {
    let costs: Cost[] | null = null
    let failure: string | null = null
    const program: Probe = new ChildProgram(this.options.workerPath, (message) => {
      if (message.type === 'done' && message.result?.kind === 'probe') costs = message.result.costs
      if (message.type === 'failed') failure = message.message
    })
    this.running.add(program)
    program.send({ type: 'task', run: 'probe', task })
    const end = await program.ended
    this.running.delete(program)
    if (costs) return costs
    throw new LabError('failed', failure ?? endSentence(say.estimate.process, end))
  }
}

const superseded = (): LabError => new LabError('refused', say.estimate.superseded)

/** The mean of what processes at once measured; of the memory the largest. */
function meanOf(costs: readonly Cost[]): Cost {
  const mean = (key: keyof Cost) => costs.reduce((sum, cost) => sum + cost[key], 0) / costs.length
  return {
    start_seconds: mean('start_seconds'),
    epoch_seconds: mean('epoch_seconds'),
    evaluation_seconds: mean('evaluation_seconds'),
    memory_bytes: Math.max(...costs.map(({ memory_bytes }) => memory_bytes)),
  }
}

/** Names what was measured: the run's likeness, the conditions, and the machine and programs it was measured with. */
function probeKey(config: RunConfig, { threads, together }: Conditions): string {
  const about = [runLikeness(config), threads, together, cpus()[0]?.model, process.version, VERSION]
  return createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 32)
}
