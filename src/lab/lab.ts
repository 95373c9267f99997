import { mkdir } from 'node:fs/promises'
import { LabError, type LabEvent, type Method } from '../shared/contract'
import type { EngineStatus } from '../shared/engine'
import { say } from '../texts/lab'
import { checkParams, checkResult } from './check'
import type { SentenceSearcher } from './corpus/search/sentence-search'
import { sweep } from './discard'
import { diskFault, faultSentence, isFaultOf, isMissing } from './disk-fault'
import { listEngines } from './engines/registry'
import { Prober } from './estimate/prober'
import { Events } from './events'
import { Home } from './home'
import { Jobs } from './jobs'
import { adoptCorpora, sweepImports } from './left-imports'
import { Neighbours } from './neighbours'
import { adoptRuns } from './records/adopt-runs'
import { RecordKeeper, type RecordKeeperOptions } from './records/record-keeper'
import { programFile } from './program-file'
import type { Context, Handlers } from './requests/context'
import { corpusRequests } from './requests/corpora'
import { dimensionRequests } from './requests/dimensions'
import { estimateRequests } from './requests/estimate'
import { healthRequests } from './requests/health'
import { infoRequests } from './requests/info'
import { queueRequests } from './requests/queue'
import { runRequests } from './requests/runs'
import { trainedRequests } from './requests/trained'
import { verifyRequests } from './requests/verify'
import { Bin } from './runs/bin'
import type { MemoryWatchOptions } from './runs/memory-watch'
import { processIdentity } from './process-identity'
import { Supervisor } from './runs/supervisor'
import { Tasks } from './runs/tasks'
import { SearchThread } from './search-thread'
import { refuseLostStore } from './store/lost-store'
import { Store } from './store/store'
import { testEngine } from './verify/test-engine'

/** SQLite's result code where another process writes for longer than we wait. */
const SQLITE_BUSY = 5

export interface LabOptions {
  /** The data folder; made where it is missing. */
  home: string
  /** The program of a run's process; default: `worker.js` of the build. */
  workerPath?: string
  /** The program of an import's process; default: `importer.js` of the build. */
  importerPath?: string
  /** Finds sentences; default: a thread of its own, `searcher.js` of the build. */
  searcher?: SentenceSearcher
  /** Runs in training at once; default: as runs/limits.ts says. */
  maxRuns?: number
  /** Free space (bytes) that the runs leave, and milliseconds between two looks at it; default: as runs/disk-watch.ts says. */
  disk?: { reserve?: number; interval?: number }
  /** How the memory that is left is read, and milliseconds between two looks at it; default: as runs/memory-watch.ts says. */
  memory?: Pick<MemoryWatchOptions, 'read' | 'interval'>
  /** Milliseconds between two looks whether a run's process still speaks; default: as runs/silence.ts says. */
  listening?: number
  /** Milliseconds until a change is kept beside a run, and until what is missing there is looked for; default: as records/record-keeper.ts says. */
  records?: Pick<RecordKeeperOptions, 'delay' | 'rest'>
  /** How the engines are asked for their state. */
  engines?: () => Promise<EngineStatus[]>
  /** How an engine's self-test is run anew; default: in a process of its own. */
  testEngine?: (id: string) => Promise<unknown>
}

/**
 * The lab: answers requests, tells events, keeps the store, and supervises the processes that import, train and evaluate. It
 * computes nothing itself and so answers at once. Several labs may share a data folder; each trains its own runs.
 */
export class Lab {
  private closed: Promise<void> | null = null

  private constructor(
    private readonly context: Context,
    private readonly events: Events,
    private readonly handlers: Handlers<Method>,
    private readonly neighbours: Neighbours,
    private readonly records: RecordKeeper,
  ) {}

  /** Opens the data folder; throws LabError `refused` with a sentence where that cannot be. */
  static async open(options: LabOptions): Promise<Lab> {
    const home = new Home(options.home)
    await makeFolders(home)
    refuseLostStore(home)
    const store = Store.open(home.database)
    const events = new Events()
    const { emit } = events
    const identity = await processIdentity()
    const records = new RecordKeeper({ store, home, identity, ...options.records })
    events.subscribe((event) => records.hear(event))
    const workerPath = options.workerPath ?? programFile('worker.js')
    const { maxRuns, disk, memory, listening } = options
    const supervisor = new Supervisor({ store, home, emit, workerPath, identity, maxRuns, disk, memory, listening })
    const tasks = new Tasks(workerPath)
    const bin = new Bin({ store, home, emit, supervisor, tasks })
    try {
      await supervisor.recover()
      await sweep(store, home.corpora, (id) => store.corpora.get(id) !== null)
      await sweep(store, home.runs, (id) => store.runs.get(id) !== null)
      await sweepImports(home.corpora)
      await adoptCorpora(store, home)
      await adoptRuns(store, home)
      await bin.purge()
    } catch (error) {
      // A full disk does not keep anyone from looking.
      if (!supervisor.suspect(error)) throw error
    }
    const context: Context = {
      home,
      store,
      emit,
      identity,
      supervisor,
      jobs: new Jobs(emit),
      tasks,
      bin,
      prober: new Prober({ store, home, workerPath }),
      importerPath: options.importerPath ?? programFile('importer.js'),
      searcher: options.searcher ?? new SearchThread(programFile('searcher.js')),
      engines: options.engines ?? (() => listEngines(home.engines)),
      testEngine: options.testEngine ?? ((id) => testEngine(id, home.engines)),
    }
    const handlers = {
      ...infoRequests(context),
      ...corpusRequests(context),
      ...runRequests(context),
      ...queueRequests(context),
      ...trainedRequests(context),
      ...healthRequests(context),
      ...dimensionRequests(context),
      ...verifyRequests(context),
      ...estimateRequests(context),
    }
    return new Lab(context, events, handlers, new Neighbours(context), records)
  }

  /** The data folder. */
  get home(): string {
    return this.context.home.path
  }

  /** Answers a request of the contract. Parameters and answer are checked; every error is a LabError with a sentence. */
  async handle(method: string, params: unknown): Promise<unknown> {
    if (this.closed) throw new LabError('refused', say.process.closing)
    try {
      const checked = checkParams(method, params)
      const handler = this.handlers[checked.method] as (params: unknown) => unknown
      return checkResult(checked.method, await handler(checked.params))
    } catch (error) {
      throw this.asLabError(error)
    }
  }

  /** Tells every event to the listener, in order; returns the way to stop. */
  subscribe(listener: (event: LabEvent) => void): () => void {
    return this.events.subscribe(listener)
  }

  /** Ends imports, evaluations and training (those runs become interrupted and can be resumed), then closes the store. */
  close(): Promise<void> {
    this.closed ??= this.end()
    return this.closed
  }

  private asLabError(error: unknown): LabError {
    if (error instanceof LabError) return error
    const { home, supervisor } = this.context
    if ((error as { errcode?: number } | null)?.errcode === SQLITE_BUSY) return new LabError('refused', say.process.storeBusy)
    if ((isFaultOf(error, home.path) || isMissing(error)) && supervisor.suspect(error))
      return new LabError('refused', supervisor.queue().held ?? String(error))
    if (!(error instanceof Error)) return new LabError('failed', String(error))
    process.stderr.write(`${error.stack ?? error.message}\n`)
    return new LabError('failed', error.message)
  }

  private async end(): Promise<void> {
    const { supervisor, jobs, tasks, prober, store, bin, searcher } = this.context
    this.neighbours.close()
    bin.close()
    const ends = await Promise.allSettled([supervisor.close(), tasks.close(), prober.close(), jobs.close(), searcher.close()])
    // Whatever could not be written at the end, the next lab finds out.
    for (const end of ends)
      if (end.status === 'rejected') process.stderr.write(`Not all of the lab closed in order: ${String(end.reason)}\n`)
    await this.records.close()
    store.close()
  }
}

async function makeFolders(home: Home): Promise<void> {
  try {
    for (const folder of [home.path, home.corpora, home.runs, home.uploads]) await mkdir(folder, { recursive: true })
  } catch (error) {
    const fault = diskFault(error)
    if (fault === 'full') throw new LabError('refused', faultSentence(fault, home.path))
    const reason = error instanceof Error ? error.message : String(error)
    throw new LabError('refused', say.process.badHome(home.path, reason))
  }
}
