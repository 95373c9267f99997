import { reportChoice } from '../../src/lab/objectives/choice'
import { METHODS } from '../../src/lab/objectives/registry'
import {
  LabError,
  REQUESTS,
  type Bridge,
  type LabEvent,
  type Method,
  type RequestMessage,
  type ResponseMessage,
} from '../../src/shared/contract'
import type { CorpusRecord, FoundSentences } from '../../src/shared/corpus'
import type { ParsedParams } from '../../src/shared/contract'
import type { Job } from '../../src/shared/job'
import type { HostEvent, HostMessage } from '../../src/shared/host'
import type { Interpolation } from '../../src/shared/decoding'
import { DEFAULT_HEALTH_RULES, type HealthRules } from '../../src/shared/health'
import type { Queue } from '../../src/shared/queue'
import type { Run, Series, SeriesId } from '../../src/shared/run'
import { PRESETS } from '../../src/shared/settings'
import { LAB_INFO, PARITY, PARITY_JOB, SAMPLES, SENTENCES, makeCorpus, makePreview, makeStatistics } from './fake-data'
import { makeAlarm, makeDimensions, makeEstimate } from './fake-health'
import { fillPast, startStream } from './fake-stream'
import { choose, emptySeries, makeEvaluation, makeFigure, makeRun, makeTextEvaluation, pointAt, valuesAtEnd } from './fake-runs'

/** A lab made up for looking at the window and for testing it: it answers every request and trains by formula. */
export interface FakeLab {
  bridge: Bridge
  emit(event: LabEvent): void
  lose(reason: string): void
  recover(): void
  /** One more tenth of an epoch for every running run. */
  tick(): void
  runs: Map<string, Run>
  corpora: Map<string, CorpusRecord>
  /** Every request that came in. */
  asked: { method: string; params: unknown }[]
  /** What the window told its surroundings. */
  told: HostMessage[]
  /** The surroundings want something of the window. */
  host(event: HostEvent): void
}

type Handlers = { [M in Method]: (params: never) => unknown }
const STEPS_AN_EPOCH = 112

/** `speed`: ticks a second; 0 keeps time still. `empty`: nothing imported, nothing trained. `streaming`: so many runs train at full rate. */
export function createFakeLab({ empty = false, speed = 0, streaming = 0 } = {}): FakeLab {
  const corpora = new Map<string, CorpusRecord>()
  const runs = new Map<string, Run>()
  const jobs = new Map<string, Job>()
  const series = new Map<string, Record<SeriesId, Series>>()
  const listeners = new Set<(message: ResponseMessage) => void>()
  const watchers = new Set<(state: 'ready' | 'lost', reason: string | null) => void>()
  const asked: { method: string; params: unknown }[] = []
  const told: HostMessage[] = []
  const hostListeners = new Set<(event: HostEvent) => void>()
  let counter = 0

  const emit = (event: LabEvent) => {
    for (const listener of listeners) listener(structuredClone({ event }))
  }
  const setRun = (run: Run) => {
    runs.set(run.id, run)
    emit({ type: 'run', run })
    return run
  }
  const setJob = (job: Job) => {
    jobs.set(job.id, job)
    emit({ type: 'job', job })
    return job
  }
  const addCorpus = (corpus: CorpusRecord) => {
    corpora.set(corpus.id, corpus)
    emit({ type: 'corpus', corpus })
    return corpus
  }
  const addRun = (run: Run) => {
    series.set(run.id, { batch: emptySeries(), train: emptySeries(), valid: emptySeries() })
    setRun(run)
    return run
  }

  function advance(run: Run, tenths: number): void {
    const added = { batch: emptySeries(), valid: emptySeries() }
    const done = run.epoch + (run.progress?.share ?? 0) + tenths / 10
    const from = run.step
    const step = Math.round(done * STEPS_AN_EPOCH)
    for (let at = from + 4; at <= step; at += 4) pointAt(run, at, STEPS_AN_EPOCH, 'batch', added.batch)
    const epoch = Math.floor(done + 1e-9)
    for (let at = run.epoch + 1; at <= epoch; at++) pointAt(run, at * STEPS_AN_EPOCH, STEPS_AN_EPOCH, 'valid', added.valid)
    const kept = series.get(run.id)
    for (const id of ['batch', 'valid'] as const) {
      if (added[id].step.length === 0 || !kept) continue
      pushAll(kept[id], added[id])
      emit({ type: 'points', id: run.id, series: id, restart_at: null, points: added[id] })
    }
    const left = run.config.settings.epochs - done
    const over = left <= 1e-6
    setRun({
      ...run,
      step,
      epoch,
      best_epoch: epoch > 0 ? epoch : null,
      state: over ? 'finished' : 'running',
      ended_at: over ? Date.now() : null,
      progress: over
        ? null
        : { phase: 'training', share: done - epoch, seconds_left: left * 6, throughput: { sentences: 250, tokens: 2400 } },
      evaluations: over ? [makeEvaluation({ ...run, epoch }, valuesAtEnd(run))] : [],
    })
  }

  function tick(): void {
    for (const run of runs.values()) if (run.state === 'running') advance(run, 1)
    const next = runs.get(queue().waiting[0] ?? '')
    if (next && ![...runs.values()].some((run) => run.state === 'running')) setRun({ ...next, state: 'running', started_at: Date.now() })
  }

  let rules = DEFAULT_HEALTH_RULES
  const bin = new Map<string, Run>()
  let order: string[] = []
  const queue = (): Queue => {
    const waiting = [...runs.values()].filter((run) => run.state === 'queued').map(({ id }) => id)
    const place = (id: string) => (order.includes(id) ? order.indexOf(id) : Infinity)
    return { held: null, memory: null, waiting: waiting.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0)) }
  }

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

  const handlers: Handlers = {
    'lab.info': () => LAB_INFO,
    'engines.test': ({ id }: { id: string }) =>
      LAB_INFO.engines.map((engine) => (engine.id === id ? { ...engine, available: true, note: null } : engine)),
    'lab.verify': () => {
      const job = setJob({ ...PARITY_JOB, id: `job-${++counter}` })
      setTimeout(() => setJob({ ...job, state: 'finished', share: 1, message: 'Done.' }))
      return job
    },
    'lab.parity': () => PARITY,
    'corpora.list': () => [...corpora.values()],
    'corpora.samples': () => SAMPLES,
    'corpora.preview': (params: { paths: string[] }) => makePreview(params.paths),
    'corpora.import': (params: { source: { sample?: string; paths?: string[] }; name: string | null }) => {
      const name = params.name ?? SAMPLES.find((sample) => sample.id === params.source.sample)?.name ?? 'corpus'
      const job = setJob({
        id: `j${++counter}`,
        kind: 'import',
        title: `Import ${name}`,
        state: 'running',
        share: 0,
        message: 'Reading train.txt',
        result: null,
      })
      let share = 0
      const timer = setInterval(() => {
        if (jobs.get(job.id)?.state !== 'running') return clearInterval(timer)
        share += 0.25
        if (share < 1) return void setJob({ ...job, share })
        clearInterval(timer)
        const corpus = addCorpus(makeCorpus(`c${++counter}`, name, params.source.sample ?? params.source.paths?.[0] ?? ''))
        setJob({ ...job, state: 'finished', share: 1, message: 'Done', result: corpus.id })
      }, 40)
      return job
    },
    'corpora.sentences': (params: { id: string; split: 'train' | 'valid' | 'test'; offset: number; limit: number }) => {
      const total = corpora.get(params.id)?.splits[params.split].sentences ?? 0
      const rows = Array.from({ length: Math.min(params.limit, Math.max(0, total - params.offset)) }, (_, i) => {
        const [label, text] = SENTENCES[(params.offset + i) % SENTENCES.length]
        return { index: params.offset + i, label, text }
      })
      return { total, rows }
    },
    'corpora.search': ({ id, query, offset, limit }: ParsedParams<'corpora.search'>): FoundSentences => {
      const corpus = corpora.get(id) as CorpusRecord
      const known = corpus.statistics !== null
      const rows = Array.from({ length: corpus.splits[query.split].sentences }, (_, index) => {
        const [label, text] = SENTENCES[index % SENTENCES.length]
        return { index, label: corpus.labels.length ? label : null, text, unknown: known ? [1] : [], times: known ? 2 : null, also: [] }
      })
      const found = rows.filter(
        (row) =>
          row.text.includes(query.text.toLowerCase()) &&
          (query.label === null || row.label === query.label) &&
          (query.repeats !== 'train' || row.index < 37),
      )
      return { total: found.length, scanned: rows.length, complete: true, rows: found.slice(offset, offset + limit) }
    },
    'corpora.describe': ({ id }: { id: string }) => {
      const corpus = corpora.get(id) as CorpusRecord
      const job = setJob({
        id: `j${++counter}`,
        kind: 'describe',
        title: corpus.name,
        state: 'running',
        share: 0,
        message: 'Computing',
        result: null,
      })
      setTimeout(() => {
        addCorpus({ ...corpus, statistics: makeStatistics(corpus.splits, corpus.vocabulary_size - 4) })
        setJob({ ...job, state: 'finished', share: 1, message: 'Computed.', result: id })
      }, 40)
      return job
    },
    'corpora.rename': (params: { id: string; name: string }) =>
      addCorpus({ ...(corpora.get(params.id) as CorpusRecord), name: params.name }),
    'corpora.delete': (params: { id: string }) => {
      corpora.delete(params.id)
      emit({ type: 'corpus.removed', id: params.id })
      return null
    },
    'jobs.list': () => [...jobs.values()],
    'jobs.cancel': (params: { id: string }) => {
      setJob({ ...(jobs.get(params.id) as Job), state: 'cancelled', message: 'Cancelled.' })
      return null
    },
    'objectives.list': () => METHODS,
    'objectives.check': ({ objective, preset, settings }: ParsedParams<'objectives.check'>) =>
      reportChoice(objective, { ...PRESETS[preset].settings, ...settings }),
    'runs.list': () => [...runs.values()],
    'runs.start': ({ corpus, objectives, preset, settings: changes, seeds }: ParsedParams<'runs.start'>) => {
      const settings = { ...PRESETS[preset].settings, ...changes }
      const name = corpora.get(corpus)?.name ?? ''
      const reports = objectives.map((objective) => reportChoice(objective, settings))
      return seeds.flatMap((seed) =>
        reports.map(({ choice, notices }) => {
          const run = makeRun(runs.size + 1, choice, corpus, name, settings, preset)
          return addRun({ ...run, config: { ...run.config, seed }, notices })
        }),
      )
    },
    'runs.series': (params: { id: string; series: SeriesId }) => series.get(params.id)?.[params.series] ?? emptySeries(),
    'runs.series-of': ({ ids, series: which }: ParsedParams<'runs.series-of'>) =>
      ids.filter((id) => runs.has(id)).map((id) => ({ id, points: series.get(id)?.[which] ?? emptySeries() })),
    'runs.estimate': makeEstimate,
    'runs.dimensions': ({ id, epoch }: ParsedParams<'runs.dimensions'>) => makeDimensions(runs.get(id) as Run, epoch),
    'health.get': () => rules,
    'health.set': (given: HealthRules) => (rules = given),
    'runs.pause': (params: { id: string }) => (setRun({ ...(runs.get(params.id) as Run), state: 'paused' }), null),
    'runs.resume': (params: { id: string }) => (setRun({ ...(runs.get(params.id) as Run), state: 'running' }), null),
    'runs.stop': (params: { id: string }) => (setRun({ ...(runs.get(params.id) as Run), state: 'stopped', progress: null }), null),
    'runs.order': ({ ids }: ParsedParams<'runs.order'>) => {
      order = ids
      emit({ type: 'queue', queue: queue() })
      return null
    },
    'runs.continue': ({ id, epochs }: ParsedParams<'runs.continue'>) => {
      const run = runs.get(id) as Run
      const settings = { ...run.config.settings, epochs: run.epoch + epochs }
      return setRun({ ...run, config: { ...run.config, settings }, state: 'queued', ended_at: null })
    },
    'runs.duplicate': ({ id, seed }: ParsedParams<'runs.duplicate'>) => {
      const { config, corpus_name, name } = runs.get(id) as Run
      const copy = makeRun(runs.size + bin.size + 1, config.objective, config.corpus, corpus_name, config.settings, config.preset)
      return addRun({ ...copy, name, config: { ...config, seed: seed ?? config.seed } })
    },
    'runs.tag': ({ id, tags }: ParsedParams<'runs.tag'>) => setRun({ ...(runs.get(id) as Run), tags }),
    'runs.delete': (params: { id: string }) => {
      bin.set(params.id, { ...(runs.get(params.id) as Run), deleted_at: Date.now() })
      runs.delete(params.id)
      emit({ type: 'run.removed', id: params.id })
      return null
    },
    'runs.restore': ({ id }: ParsedParams<'runs.restore'>) => {
      const run = bin.get(id) as Run
      bin.delete(id)
      return setRun({ ...run, deleted_at: null })
    },
    'runs.erase': ({ id }: ParsedParams<'runs.erase'>) => (bin.delete(id), null),
    'runs.bin': () => [...bin.values()].reverse(),
    'queue.get': () => queue(),
    'queue.release': () => queue(),
    'runs.evaluate': (params: ParsedParams<'runs.evaluate'>) => {
      const run = runs.get(params.id) as Run
      const job = setJob({
        id: `j${++counter}`,
        kind: 'evaluate',
        title: `Evaluate ${run.name}`,
        state: 'running',
        share: null,
        message: 'Evaluating',
        result: null,
      })
      setTimeout(() => {
        setRun({
          ...run,
          evaluations: [
            ...run.evaluations.filter(({ split }) => split !== params.split),
            makeEvaluation(run, valuesAtEnd(run), { split: params.split, text: params.text ? makeTextEvaluation() : null }),
          ],
        })
        setJob({ ...job, state: 'finished', result: run.id })
      }, 60)
      return job
    },
    'runs.figure': (params: { id: string; split: string; size: number; extent: number }) =>
      makeFigure(runs.get(params.id) as Run, params.split, params.size, params.extent),
    'runs.reconstruct': (params: { count: number; offset: number }) =>
      Array.from({ length: params.count }, (_, i) => {
        const [label, source] = SENTENCES[(params.offset + i) % SENTENCES.length]
        return { label, source, decoded: SENTENCES[(params.offset + i * 3 + 1) % SENTENCES.length][1] }
      }),
    'runs.sample': (params: { count: number; seed: number }) =>
      Array.from({ length: params.count }, (_, i) => SENTENCES[(params.seed * 5 + i) % SENTENCES.length][1]),
    'runs.interpolate': ({ from, to, path, points }: ParsedParams<'runs.interpolate'>): Interpolation => ({
      path,
      points: Array.from({ length: points }, (_, i) => {
        const t = i / (points - 1)
        return { t, sentence: t < 0.5 ? from : to, rouge_first: t < 0.5 ? 1 - t : 0.2, rouge_second: t < 0.5 ? 0.2 : t }
      }),
      unknown: [...from.split(' '), ...to.split(' ')].filter((word) => word === 'zyx'),
    }),
  }

  const answer = (message: RequestMessage): ResponseMessage => {
    const method = message.method as Method
    asked.push({ method, params: message.params })
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
    lose: (reason) => watchers.forEach((watcher) => watcher('lost', reason)),
    recover: () => watchers.forEach((watcher) => watcher('ready', null)),
    tick,
    runs,
    corpora,
    asked,
    told,
    host: (event) => hostListeners.forEach((listener) => listener(event)),
  }
}

function pushAll(into: Series, points: Series): void {
  into.step.push(...points.step)
  into.epoch.push(...points.epoch)
  into.seconds.push(...points.seconds)
  for (const metric of Object.keys(points.values) as (keyof Series['values'])[])
    (into.values[metric] ??= []).push(...(points.values[metric] ?? []))
}
