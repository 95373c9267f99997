import type { LabEvent, Method, ParsedParams, Result } from '../../shared/contract'
import type { EngineStatus } from '../../shared/engine'
import type { SentenceSearcher } from '../corpus/search/sentence-search'
import type { Prober } from '../estimate/prober'
import type { Home } from '../home'
import type { Jobs } from '../jobs'
import type { Bin } from '../runs/bin'
import type { Supervisor } from '../runs/supervisor'
import type { Tasks } from '../runs/tasks'
import type { Store } from '../store/store'

/** What the requests work with. */
export interface Context {
  home: Home
  store: Store
  emit: (event: LabEvent) => void
  jobs: Jobs
  supervisor: Supervisor
  tasks: Tasks
  bin: Bin
  prober: Prober
  /** Identity of this process, by which the store knows whose a run is. */
  identity: string
  importerPath: string
  searcher: SentenceSearcher
  /** Every engine with its state on this machine. */
  engines: () => Promise<EngineStatus[]>
  /** Runs an engine's self-test anew. */
  testEngine: (id: string) => Promise<unknown>
}

/** One function a request; parameters are checked before it is called, its answer after. */
export type Handlers<M extends Method> = { [K in M]: (params: ParsedParams<K>) => Result<K> | Promise<Result<K>> }
