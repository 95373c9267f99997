import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { percentile, round } from '../../lab/bench/measure'
import { Random } from '../../lab/random'
import type { LabEvent } from '../../shared/contract'
import type { PresetId } from '../../shared/settings'
import { say } from '../../texts/terminal'
import { LabClient, startLabServer } from './lab-server'

/** What the server is asked, in turn; the run's series grows as it trains. */
const REQUESTS = ['runs.list', 'lab.info', 'runs.series'] as const
type Asked = (typeof REQUESTS)[number]

/** A request is due so often, in ms, whether or not the last one was answered. */
const INTERVAL = 50

export interface ServeOptions {
  preset: PresetId
  engine: string
  runs: number
  /** Of each of the two measurements. */
  seconds: number
  sentences: number
  vocabulary: number
}

/** How long answers took, in ms, from the moment a request was due. */
export interface ServeFigures {
  state: 'training' | 'idle'
  request: Asked | 'all'
  preset: PresetId
  engine: string
  /** In training meanwhile, and the steps that they took together. */
  runs: number
  steps: number
  requests: number
  ms_median: number
  ms_p95: number
  ms_p99: number
  ms_min: number
  ms_max: number
}

/**
 * Times the answers of a lab server in a process of its own, on a data folder made for it: first while runs on a made-up corpus train on
 * all cores, then when they have been stopped. A second client follows all events meanwhile, as a window does.
 */
export async function benchServe(options: ServeOptions): Promise<ServeFigures[]> {
  const { preset, engine, seconds } = options
  const home = await mkdtemp(join(tmpdir(), 'plenum-bench-'))
  try {
    const server = await startLabServer(home)
    try {
      const client = await LabClient.connect(server.address)
      const window = await LabClient.connect(server.address)
      const corpus = await importWords(client, home, options)
      const runs = await client.ask('runs.start', {
        corpus,
        objectives: [{ id: 'dg', parameters: {}, modifiers: {} }],
        preset,
        settings: { epochs: 1000 },
        seeds: Array.from({ length: options.runs }, (_, seed) => seed),
        engine,
      })
      const ids = runs.map(({ id }) => id)
      await allTraining(window, new Set(ids))
      const before = await stepsOf(client)
      const training = await measure(client, ids[0], seconds)
      const steps = (await stepsOf(client)) - before
      for (const id of ids) await client.ask('runs.stop', { id })
      await allEnded(client)
      const idle = await measure(client, ids[0], seconds)
      client.close()
      window.close()
      const common = { preset, engine, runs: ids.length, steps }
      return [
        ...figuresOf(training).map((figures) => ({ state: 'training' as const, ...common, ...figures })),
        ...figuresOf(idle).map((figures) => ({ state: 'idle' as const, ...common, steps: 0, runs: 0, ...figures })),
      ]
    } finally {
      await server.close()
    }
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

/** Imports sentences of random words, as frequent as a language's (Zipf). */
async function importWords(client: LabClient, home: string, { sentences, vocabulary }: ServeOptions): Promise<string> {
  const random = new Random('serve')
  const word = () => `word${Math.min(vocabulary, Math.floor(1 / (random.uniform() + 1 / vocabulary)))}`
  const sentence = () => Array.from({ length: 6 + random.int(11) }, word).join(' ')
  const path = join(home, 'words.txt')
  await writeFile(path, Array.from({ length: sentences }, sentence).join('\n'))
  const imported = client.follow((event) => {
    if (event.type !== 'job' || event.job.kind !== 'import' || event.job.state === 'running') return undefined
    return event.job
  })
  await client.ask('corpora.import', { source: { paths: [path] }, name: 'words' })
  const job = await imported
  if (job.result === null) throw new Error(say.bench.noCorpus(job.message))
  return job.result
}

/** Settles when each of the runs has told of a step. */
function allTraining(client: LabClient, waiting: Set<string>): Promise<true> {
  return client.follow((event: LabEvent) => {
    if (event.type === 'run' && event.run.state === 'failed') throw new Error(event.run.message ?? say.bench.runFailed)
    if (event.type === 'points') waiting.delete(event.id)
    return waiting.size === 0 ? true : undefined
  })
}

async function allEnded(client: LabClient): Promise<void> {
  while ((await client.ask('runs.list', {})).some(({ ended_at }) => ended_at === null)) await wait(200)
}

const stepsOf = async (client: LabClient): Promise<number> => (await client.ask('runs.list', {})).reduce((sum, run) => sum + run.step, 0)

/** Asks at equal intervals; the time of an answer counts from when its request was due. */
async function measure(client: LabClient, run: string, seconds: number): Promise<Map<Asked, number[]>> {
  const times = new Map<Asked, number[]>(REQUESTS.map((request) => [request, []]))
  const ask = (request: Asked): Promise<unknown> =>
    request === 'runs.series' ? client.ask(request, { id: run, series: 'batch' }) : client.ask(request, {})
  const answers: Promise<void>[] = []
  const begin = performance.now()
  for (let i = 0; i * INTERVAL < seconds * 1000; i++) {
    const due = begin + i * INTERVAL
    await wait(Math.max(0, due - performance.now()))
    const request = REQUESTS[i % REQUESTS.length]
    // A timer may be a little early.
    const from = Math.min(due, performance.now())
    answers.push(ask(request).then(() => void times.get(request)!.push(performance.now() - from)))
  }
  await Promise.all(answers)
  return times
}

function figuresOf(times: ReadonlyMap<Asked, readonly number[]>) {
  const rows = [['all', [...times.values()].flat()] as const, ...times]
  return rows.map(([request, values]) => ({
    request,
    requests: values.length,
    ms_median: round(percentile(values, 0.5)),
    ms_p95: round(percentile(values, 0.95)),
    ms_p99: round(percentile(values, 0.99)),
    ms_min: round(percentile(values, 0)),
    ms_max: round(percentile(values, 1)),
  }))
}
