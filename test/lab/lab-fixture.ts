import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { LabEvent, Method, Params, Result } from '../../src/shared/contract'
import type { Job } from '../../src/shared/job'
import type { Run, RunState } from '../../src/shared/run'
import { Lab, type LabOptions } from '../../src/lab/lab'

export const FAKE_WORKER = join(import.meta.dirname, 'runs', 'fake-worker.mjs')
export const FAKE_IMPORTER = join(import.meta.dirname, 'fake-importer.mjs')

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A lab with a fake worker and importer, typed requests, and all it said. */
export class TestLab {
  readonly events: LabEvent[] = []

  private constructor(readonly lab: Lab) {
    lab.subscribe((event) => this.events.push(event))
  }

  static async open(
    home: string,
    options: Pick<LabOptions, 'maxRuns' | 'disk' | 'memory' | 'listening' | 'records'> = {},
  ): Promise<TestLab> {
    const engine = { id: 'onnx', title: 'Fake', version: '1', device: 'CPU', available: true, note: null }
    const missing = { ...engine, id: 'cuda', available: false, note: 'There is no graphics card.' }
    /** An engine that vanishes once tested: the list is asked for after the test. */
    const tested = new Set<string>()
    const lab = await Lab.open({
      home,
      workerPath: FAKE_WORKER,
      importerPath: FAKE_IMPORTER,
      maxRuns: 2,
      engines: async () => [engine, ...(tested.has('cuda') ? [] : [missing])],
      testEngine: async (id) => void tested.add(id),
      ...options,
    })
    onTestFinished(() => lab.close())
    return new TestLab(lab)
  }

  ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.lab.handle(method, params) as Promise<Result<M>>
  }

  /** Waits until `find` answers something. */
  async until<T>(what: string, find: () => Promise<T | null | undefined | false> | T | null | undefined | false): Promise<T> {
    for (let waited = 0; waited < 15_000; waited += 5) {
      const found = await find()
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`Waited in vain until ${what}.`)
  }

  async corpus(name = 'Some corpus'): Promise<string> {
    const job = await this.ask('corpora.import', { source: { paths: ['/some/file.txt'] }, name })
    return (await this.job(job.id)).result ?? ''
  }

  job(id: string): Promise<Job> {
    return this.until(`job ${id} ends`, async () =>
      (await this.ask('jobs.list', {})).find((job) => job.id === id && job.state !== 'running'),
    )
  }

  async run(id: string): Promise<Run> {
    const run = (await this.ask('runs.list', {})).find((candidate) => candidate.id === id)
    if (!run) throw new Error(`There is no run ${id}.`)
    return run
  }

  reaches(id: string, ...states: RunState[]): Promise<Run> {
    return this.until(`run ${id} is ${states.join(' or ')}`, async () => {
      const run = await this.run(id)
      return states.includes(run.state) && run
    })
  }

  /** Starts one run that goes as the seed says (see fake-worker.mjs). */
  async start(seed: number, settings: Params<'runs.start'>['settings'] = { epochs: 3 }): Promise<Run> {
    const corpus = (await this.ask('corpora.list', {}))[0]?.id ?? (await this.corpus())
    const [run] = await this.ask('runs.start', {
      corpus,
      objectives: [{ id: 'vae', parameters: {} }],
      preset: 'tiny',
      settings,
      seeds: [seed],
    })
    return run
  }
}
