import type { ObjectiveChoice } from '../../../src/shared/objective'
import type { Evaluation, MetricValues, Run, Intervals } from '../../../src/shared/run'
import { PRESETS, type PresetId, type Settings } from '../../../src/shared/settings'

interface Wanted {
  number: number
  name: string
  objective?: Partial<ObjectiveChoice>
  seed?: number
  values?: MetricValues | null
  intervals?: Intervals
  corpus?: { id: string; name: string }
  preset?: PresetId
  settings?: Partial<Settings>
  sentences?: number
}

/** A finished run with one evaluation on test; `values: null` leaves that out. */
export function finishedRun(wanted: Wanted): Run {
  const { number, name, objective, seed = 1, values = {}, intervals = {}, preset = 'short', settings, sentences = 2000 } = wanted
  const { corpus = { id: 'c1', name: 'reviews' } } = wanted
  const id = `run-${number}`
  const evaluation = (measured: MetricValues): Evaluation => ({
    run: id,
    split: 'test',
    epoch: 7,
    sentences,
    created_at: 2,
    seconds: 1,
    values: measured,
    intervals,
    text: null,
  })
  return {
    id,
    name,
    number,
    config: {
      corpus: corpus.id,
      objective: { id: 'vae', parameters: {}, modifiers: {}, ...objective },
      preset,
      settings: { ...PRESETS[preset].settings, ...settings },
      seed,
      engine: 'onnx',
      race: null,
    },
    corpus_name: corpus.name,
    state: 'finished',
    message: null,
    position: null,
    tags: [],
    deleted_at: null,
    created_at: 1,
    started_at: 1,
    ended_at: 2,
    epoch: 20,
    step: 100,
    progress: null,
    best_epoch: 7,
    latest: {},
    evaluations: values === null ? [] : [evaluation(values)],
    engine_note: null,
    alarms: [],
    notices: [],
  }
}
