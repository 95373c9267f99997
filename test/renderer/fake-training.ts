import { reportChoice } from '../../src/lab/objectives/choice'
import { METHODS } from '../../src/lab/objectives/registry'
import type { ParsedParams } from '../../src/shared/contract'
import { DEFAULT_HEALTH_RULES, type HealthRules } from '../../src/shared/health'
import type { Queue } from '../../src/shared/queue'
import type { Run, Series, SeriesId } from '../../src/shared/run'
import { PRESETS } from '../../src/shared/settings'
import { makeDimensions, makeEstimate } from './fake-health'
import { emptySeries, makeEvaluation, makeRun, pointAt, valuesAtEnd } from './fake-runs'
import type { FakeStore } from './fake-store'

const STEPS_AN_EPOCH = 112

/** Runs that train by formula: `advance` one by tenths of an epoch, `tick` all, and the requests about them and their queue. */
export function createFakeTraining({ runs, series, corpora, emit, setRun, addRun }: FakeStore) {
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

  const requests = {
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
    'runs.overrule': () => null,
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
  }
  return { advance, tick, requests }
}

function pushAll(into: Series, points: Series): void {
  into.step.push(...points.step)
  into.epoch.push(...points.epoch)
  into.seconds.push(...points.seconds)
  for (const metric of Object.keys(points.values) as (keyof Series['values'])[])
    (into.values[metric] ??= []).push(...(points.values[metric] ?? []))
}
