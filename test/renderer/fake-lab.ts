import {
  LabError,
  REQUESTS,
  type Bridge,
  type LabEvent,
  type Method,
  type RequestMessage,
  type ResponseMessage,
} from '../../src/shared/contract'
import type { CorpusRecord } from '../../src/shared/corpus'
import type { HostEvent, HostMessage } from '../../src/shared/host'
import type { Job } from '../../src/shared/job'
import type { Run } from '../../src/shared/run'
import { PRESETS } from '../../src/shared/settings'
import { corpusRequests } from './fake-corpora'
import { LAB_INFO, makeCorpus, PARITY, PARITY_JOB } from './fake-data'
import { makeAlarm } from './fake-health'
import { choose, makeRun } from './fake-runs'
import { createFakeStore, type Handlers } from './fake-store'
import { fillPast, startStream } from './fake-stream'
import { trainedRequests } from './fake-trained'
import { createFakeTraining } from './fake-training'

/** A lab made up for looking at the window and for testing it: it answers every request and trains by formula. */
export interface FakeLab {
  bridge: Bridge
  emit(event: LabEvent): void
  lose(reason: string): void
  /** The next request of a method is refused with this sentence. */
  refuse(method: string, sentence: string): void
  recover(): void
  /** It is over: nothing is told any more, though something may still be under way. */
  end(): void
  /** One more tenth of an epoch for every running run. */
  tick(): void
  runs: Map<string, Run>
  corpora: Map<string, CorpusRecord>
  jobs: Map<string, Job>
  /** Every request that came in. */
  asked: { method: string; params: unknown }[]
  /** What the window told its surroundings. */
  told: HostMessage[]
  /** The surroundings want something of the window. */
  host(event: HostEvent): void
}

/** `speed`: ticks a second; 0 keeps time still. `empty`: nothing imported, nothing trained. `streaming`: so many runs train at full rate. */
export function createFakeLab({ empty = false, speed = 0, streaming = 0 } = {}): FakeLab {
  const listeners = new Set<(message: ResponseMessage) => void>()
  const watchers = new Set<(state: 'ready' | 'lost', reason: string | null) => void>()
  const asked: { method: string; params: unknown }[] = []
  const told: HostMessage[] = []
  const hostListeners = new Set<(event: HostEvent) => void>()

  const emit = (event: LabEvent) => {
    for (const listener of listeners) listener(structuredClone({ event }))
  }
  const store = createFakeStore(emit)
  const { corpora, runs, jobs, series, setRun, setJob, addCorpus, addRun, next } = store
  const { advance, tick, requests } = createFakeTraining(store)

  if (!empty) {
    addCorpus(makeCorpus('c-glosses', 'WordNet glosses', 'glosses'))
    addCorpus(makeCorpus('c-yelp', 'short_yelp', '/home/ada/corpora/short_yelp'))
    for (const [id, parameters] of [
      ['vae', {}],
      ['dg', { agg_size: 32 }],
      ['beta', { kl_beta: 0.2 }],
    ] as const) {
      const run = addRun(makeRun(runs.size + 1, choose(id, parameters), 'c-glosses', 'WordNet glosses', PRESETS.tiny.settings))
      advance(run, id === 'beta' ? 64 : 100)
      const alarms =
        id === 'vae' ? [makeAlarm({ rule: 'collapse', epoch: 4 })] : id === 'beta' ? [makeAlarm({ rule: 'hole', epoch: 5 })] : []
      setRun({ ...(runs.get(run.id) ?? run), alarms })
    }
    addRun(makeRun(4, choose('dg', { agg_size: 4 }), 'c-glosses', 'WordNet glosses', PRESETS.tiny.settings))
    setRun({
      ...addRun(makeRun(5, choose('vae'), 'c-yelp', 'short_yelp', PRESETS.short.settings)),
      state: 'failed',
      message: 'The corpus has fewer sentences of any one length than a batch holds; lower the batch size below 12.',
    })
  }

  const handlers: Required<Handlers> = {
    'lab.info': () => LAB_INFO,
    'engines.test': ({ id }: { id: string }) =>
      LAB_INFO.engines.map((engine) => (engine.id === id ? { ...engine, available: true, note: null } : engine)),
    'lab.verify': () => {
      const job = setJob({ ...PARITY_JOB, id: `job-${next()}` })
      setTimeout(() => setJob({ ...job, state: 'finished', share: 1, message: 'Done.' }))
      return job
    },
    'lab.parity': () => PARITY,
    'jobs.list': () => [...jobs.values()],
    'jobs.cancel': (params: { id: string }) => {
      setJob({ ...(jobs.get(params.id) as Job), state: 'cancelled', message: 'Cancelled.' })
      return null
    },
    ...corpusRequests(store),
    ...requests,
    ...trainedRequests(store),
  }

  const refusals = new Map<string, string>()
  const answer = (message: RequestMessage): ResponseMessage => {
    const method = message.method as Method
    asked.push({ method, params: message.params })
    const refused = refusals.get(method)
    if (refused !== undefined && refusals.delete(method)) return { id: message.id, error: { code: 'refused', message: refused } }
    const params = REQUESTS[method].params.parse(message.params)
    try {
      return { id: message.id, result: structuredClone(handlers[method](params as never)) }
    } catch (error) {
      if (error instanceof LabError) return { id: message.id, error: { code: error.code, message: error.message } }
      throw error
    }
  }

  if (streaming > 0) {
    const made = Array.from({ length: streaming }, (_, i) => {
      const settings = { ...PRESETS.tiny.settings, epochs: 1000 }
      return addRun(
        makeRun(runs.size + 1, choose(i % 2 ? 'dg' : 'vae', i % 2 ? { agg_size: i } : {}), 'c-glosses', 'WordNet glosses', settings),
      )
    })
    const trained = fillPast({ runs: made, series }, 40)
    for (const run of trained) setRun(run)
    startStream({ runs: trained, series, emit, setRun })
  }
  if (speed > 0) setInterval(tick, 1000 / speed)
  return {
    bridge: {
      door: 'desktop',
      send: (message) => void setTimeout(() => listeners.forEach((listener) => listener(answer(message)))),
      receive: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
      onState: (watcher) => {
        watchers.add(watcher)
        queueMicrotask(() => watcher('ready', null))
        return () => watchers.delete(watcher)
      },
      placeFiles: (files) => Promise.resolve(files.map((file) => `/home/ada/${file.name}`)),
      tellHost: (message) => void told.push(message),
      onHost(listener) {
        hostListeners.add(listener)
        return () => hostListeners.delete(listener)
      },
    },
    emit,
    refuse: (method, sentence) => void refusals.set(method, sentence),
    lose: (reason) => watchers.forEach((watcher) => watcher('lost', reason)),
    recover: () => watchers.forEach((watcher) => watcher('ready', null)),
    end: () => listeners.clear(),
    tick,
    runs,
    corpora,
    jobs,
    asked,
    told,
    host: (event) => hostListeners.forEach((listener) => listener(event)),
  }
}
