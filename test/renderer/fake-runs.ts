import { objectiveName } from '../../src/lab/objectives/choice'
import type { FigureColumn } from '../../src/shared/latent'
import type { MetricId } from '../../src/shared/metrics'
import type { ObjectiveChoice } from '../../src/shared/objective'
import type { Evaluation, MetricValues, Run, Series, SeriesId } from '../../src/shared/run'
import type { TextEvaluation } from '../../src/shared/text-evaluation'
import type { PresetId, Settings } from '../../src/shared/settings'

export const emptySeries = (): Series => ({ step: [], epoch: [], seconds: [], values: {} })

export function makeRun(
  number: number,
  objective: ObjectiveChoice,
  corpus: string,
  corpusName: string,
  settings: Settings,
  preset: PresetId = 'tiny',
): Run {
  return {
    id: `r${number}`,
    name: objectiveName(objective),
    number,
    config: { corpus, objective, preset, settings, seed: 783435, engine: 'onnx', race: null },
    corpus_name: corpusName,
    state: 'queued',
    message: null,
    position: null,
    tags: [],
    deleted_at: null,
    created_at: Date.UTC(2026, 5, 14, 10),
    started_at: Date.UTC(2026, 5, 14, 10),
    ended_at: null,
    epoch: 0,
    step: 0,
    progress: null,
    best_epoch: null,
    latest: {},
    evaluations: [],
    engine_note: 'ONNX Runtime on the CPU, 8 threads; no GPU provider is present.',
    alarms: [],
    notices: [],
  }
}

export const choose = (
  id: string,
  parameters: Record<string, number> = {},
  modifiers: ObjectiveChoice['modifiers'] = {},
): ObjectiveChoice => ({
  id,
  parameters,
  modifiers,
})

/** An evaluation of a run on its test split, unless told otherwise. */
export const makeEvaluation = (run: Run, values: MetricValues, given: Partial<Evaluation> = {}): Evaluation => ({
  run: run.id,
  split: 'test',
  epoch: run.epoch,
  sentences: 2000,
  created_at: Date.now(),
  seconds: 3,
  values,
  intervals: Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      [(value ?? 0) - 0.01 * Math.abs(value ?? 0), (value ?? 0) + 0.01 * Math.abs(value ?? 0)],
    ]),
  ),
  text: null,
  ...given,
})

const estimate = (value: number) => ({ value, low: value * 0.96, high: value * 1.04 })
const overlap = (value: number) => ({ precision: estimate(value), recall: estimate(value * 0.9), f: estimate(value * 0.95) })
const four = <T>(of: (value: number) => T, value: number) => [1, 0.6, 0.4, 0.25].map((part) => of(value * part)) as [T, T, T, T]

/** Text metrics of a path that leaves one sentence and comes to the other. */
export const makeTextEvaluation = (): TextEvaluation => ({
  interpolation: {
    path: 'line',
    pairs: 1000,
    points: Array.from({ length: 11 }, (_, i) => {
      const [first, second] = [0.15 + 0.4 * (1 - i / 10) ** 2, 0.15 + 0.4 * (i / 10) ** 2]
      return { t: i / 10, rouge_first: overlap(first), rouge_second: overlap(second), rouge_both: overlap((first + second) / 2) }
    }),
    bleu: four(estimate, 38.2),
    self_bleu: four(estimate, 71.4),
    distinct: four(estimate, 31.6),
  },
  prior_samples: { sentences: 1000, pieces: 50, bleu: four(overlap, 42.4) },
})

/** How alive the latent is after some epochs, 0…1. */
function awake(run: Run, epoch: number): number {
  const most = { vae: 0, dg: 1, beta: 0.55 }[run.config.objective.id] ?? 0
  return most / (1 + Math.exp(-(epoch - 3) * 1.4))
}

const noise = (seed: number) => (((Math.sin(seed * 12.9898) * 43758.5453) % 1) + 1) % 1

function metricsAt(run: Run, epoch: number): MetricValues {
  const alive = awake(run, epoch)
  const weight = Math.min(1, epoch / Math.max(1, run.config.settings.warm_up))
  const early = (1 - weight) * 3 * Math.min(1, epoch * 2)
  const rec = 48 + 22 * Math.exp(-epoch / 1.2) - 6 * alive
  const kl = 10.2 * alive + early
  return {
    loss: rec + weight * kl * 0.3,
    rec,
    kl,
    density_gap: 0.12 + 1.4 * Math.exp(-epoch) + (run.config.objective.id === 'beta' ? 0.9 * alive : 0),
    kl_weight: weight,
    learning_rate: run.config.settings.learning_rate,
    gradient_norm: 0.8 + 3 * Math.exp(-epoch),
  }
}

export function valuesAtEnd(run: Run): MetricValues {
  const alive = awake(run, 10)
  const latent = run.config.settings.latent
  const holes = run.config.objective.id === 'beta' ? 5 : 0
  return {
    rec: 48 - 6 * alive,
    kl: 10.2 * alive,
    elbo: -48 - 4 * alive,
    density_gap: 0.12 + holes * 0.2,
    prior_ll: -48.31 - 1.2 * alive,
    posterior_ll: -48.3 + 7.9 * alive,
    ppl: 168.4 + 14 * alive,
    mi: 6.82 * alive,
    mi_ceiling: Math.log(2000),
    au: Math.round(latent * alive),
    cu_01: latent - holes - 1,
    cu_03: latent - holes,
    cu_05: latent - holes,
    cu_10: latent,
    joint_kl: 0.01 + 0.6 * alive + holes * 0.4,
  }
}

/** Adds the point of a step to a series. */
export function pointAt(run: Run, step: number, stepsAnEpoch: number, id: SeriesId, into: Series): void {
  const epoch = step / stepsAnEpoch
  const values: MetricValues = metricsAt(run, epoch)
  if (id === 'valid')
    Object.assign(values, {
      mi: 6.82 * awake(run, epoch),
      mi_ceiling: Math.log(2000),
      au: Math.round(run.config.settings.latent * awake(run, epoch)),
      cu_03: run.config.settings.latent - Math.round((run.config.objective.id === 'beta' ? 5 : 0) * awake(run, epoch)),
      joint_kl: 0.01 + (run.config.objective.id === 'beta' ? 2.6 : 0.6) * awake(run, epoch),
    })
  else
    for (const metric of ['loss', 'rec', 'kl', 'density_gap', 'gradient_norm'] as const)
      values[metric] = (values[metric] ?? 0) * (1 + 0.16 * (noise(step + run.number * 7 + metric.length) - 0.5))
  into.step.push(step)
  into.epoch.push(epoch)
  into.seconds.push(epoch * 6.1)
  for (const [metric, value] of Object.entries(values) as [MetricId, number][]) (into.values[metric] ??= []).push(value)
}

export function makeFigure(run: Run, split: string, size: number, extent: number): FigureColumn {
  const kind = run.config.objective.id
  const count = 600
  const centres = new Float32Array(2 * count)
  const labels: number[] = []
  for (let i = 0; i < count; i++) {
    const radius = Math.sqrt(-2 * Math.log(noise(i + 1) + 1e-6))
    const angle = 2 * Math.PI * noise(i + 5000)
    const scale = kind === 'vae' ? 0.02 : kind === 'dg' ? 0.95 : 1.5
    centres[2 * i] = scale * radius * Math.cos(angle)
    centres[2 * i + 1] = scale * radius * Math.sin(angle)
    labels.push(Math.floor(noise(i + 9000) ** 2 * 13))
  }
  const deviation = kind === 'vae' ? 1 : kind === 'dg' ? 0.32 : 0.16
  const density = new Float32Array(size * size)
  const axis = Array.from({ length: size }, (_, i) => -extent + (2 * extent * i) / (size - 1))
  const used = Math.min(count, 160)
  for (let i = 0; i < used; i++) {
    const bell = (at: number) =>
      axis.map((value) => Math.exp(-((value - at) ** 2) / (2 * deviation ** 2)) / (deviation * Math.sqrt(2 * Math.PI)))
    const across = bell(centres[2 * i])
    const up = bell(centres[2 * i + 1])
    for (let y = 0; y < size; y++) if (up[y] > 1e-4) for (let x = 0; x < size; x++) density[y * size + x] += (up[y] * across[x]) / used
  }
  return {
    run: run.id,
    split,
    dimensions: [3, 6],
    size,
    extent,
    density: encode(density),
    centres: encode(centres),
    labels: run.config.corpus === 'c-glosses' ? labels : [],
  }
}

function encode(values: Float32Array): string {
  const bytes = new Uint8Array(values.buffer)
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(text)
}
