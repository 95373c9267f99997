/**
 * Fills a new data folder with finished runs as training would have left them in the store: points of every batch report, epochs, and
 * evaluations of three splits with intervals. Their curves are made up, and there are no checkpoints: it is for measuring how the lab
 * and the window bear up under many runs. Usage: fill-store HOME RUNS EPOCHS POINTS, the last as reports of batches in an epoch.
 */
import { mkdir } from 'node:fs/promises'
import { METRICS, type MetricId } from '../../src/shared/metrics'
import { EXPERIMENT_GROUPS } from '../../src/shared/paper/groups'
import type { Evaluation, Intervals, MetricValues, Series } from '../../src/shared/run'
import { PRESETS } from '../../src/shared/settings'
import { importCorpus } from '../../src/lab/corpus/importing/import'
import { Home } from '../../src/lab/home'
import { reportChoice } from '../../src/lab/objectives/choice'
import { Random } from '../../src/lab/random'
import { Store } from '../../src/lab/store/store'

const [home, runs, epochs, points] = process.argv.slice(2)
const SIZE = { runs: Number(runs), epochs: Number(epochs), points: Number(points) }
/** Steps between two reports of batches, and seconds. */
const STEPS = 20
const SECONDS = 0.25
const SETTINGS = { ...PRESETS.short.settings, epochs: SIZE.epochs }
const CHOICES = EXPERIMENT_GROUPS.flatMap(({ choices }) => choices).map((choice) => reportChoice(choice, SETTINGS))
const DAY = 24 * 60 * 60 * 1000
const TAGS = ['baseline', 'sweep', 'for the paper', 'check again']

const round = (value: number, digits = 6): number => Number(value.toPrecision(digits))

/** Values after a share of training, falling or rising to an end that differs by run. */
function valuesAt(share: number, random: Random, end: Record<'rec' | 'kl' | 'mi' | 'au', number>): MetricValues {
  const grown = 1 - Math.exp(-4 * share)
  const noise = () => 1 + 0.01 * random.normal()
  const rec = (90 - (90 - end.rec) * grown) * noise()
  const kl = end.kl * grown * noise()
  return {
    loss: rec + kl,
    rec,
    kl,
    elbo: -rec - kl,
    regulariser: kl * 0.9,
    density_gap: kl * 0.5 * noise(),
    kl_weight: Math.min(1, share * 10),
    learning_rate: 0.5,
    mi: end.mi * grown * noise(),
    mi_ceiling: Math.log(1000),
    au: Math.round(end.au * grown),
    cu_03: Math.round(end.au * grown * 0.8),
    joint_kl: Math.abs(1 + noise()),
  }
}

function series(points: { step: number; epoch: number; seconds: number; values: MetricValues }[]): Series {
  const ids = Object.keys(points[0].values) as MetricId[]
  return {
    step: points.map(({ step }) => step),
    epoch: points.map(({ epoch }) => epoch),
    seconds: points.map(({ seconds }) => seconds),
    values: Object.fromEntries(ids.map((id) => [id, points.map(({ values }) => values[id] ?? null)])),
  }
}

const only = (values: MetricValues, ids: readonly MetricId[]): MetricValues => Object.fromEntries(ids.map((id) => [id, values[id] ?? null]))
const BATCH = ['loss', 'rec', 'kl', 'regulariser', 'kl_weight', 'learning_rate'] as const

function evaluation(run: string, split: Evaluation['split'], values: MetricValues, created_at: number): Evaluation {
  const whole: MetricValues = {
    ...values,
    prior_ll: -(values.rec ?? 0) - 1,
    posterior_ll: -(values.rec ?? 0) + 0.1,
    ppl: Math.exp((values.rec ?? 0) / 12),
    cu_01: values.cu_03,
    cu_05: values.cu_03,
    cu_10: values.cu_03,
  }
  const shown = Object.fromEntries(Object.entries(whole).filter(([id]) => id in METRICS && !BATCH.slice(4).includes(id as never)))
  const intervals = Object.entries(shown).flatMap(([id, value]) =>
    value === null || value === undefined ? [] : [[id, [round(value * 0.98), round(value * 1.02)]]],
  )
  return {
    run,
    split,
    epoch: SIZE.epochs,
    sentences: 10_000,
    created_at,
    seconds: 12,
    values: shown,
    intervals: Object.fromEntries(intervals) as Intervals,
    text: null,
  }
}

const folders = new Home(home)
await mkdir(folders.corpora, { recursive: true })
const store = Store.open(folders.database)
const corpus = await importCorpus({
  source: { sample: 'grammar' },
  name: null,
  options: {},
  directory: folders.corpus('5ca1e'),
  id: '5ca1e',
  signal: new AbortController().signal,
  onProgress: () => undefined,
})
store.corpora.insert(corpus, 'grammar')
const began = Date.now()
for (let index = 0; index < SIZE.runs; index++) {
  const { choice, name } = CHOICES[index % CHOICES.length]
  const random = new Random('scale', index)
  const id = Array.from({ length: 12 }, () => random.int(16).toString(16)).join('')
  const created_at = began - (SIZE.runs - index) * 0.2 * DAY
  const end = { rec: 30 + 10 * random.uniform(), kl: 25 * random.uniform(), mi: 6 * random.uniform(), au: 32 * random.uniform() }
  const config = {
    corpus: corpus.id,
    objective: choice,
    preset: 'short' as const,
    settings: SETTINGS,
    seed: 1 + Math.floor(index / CHOICES.length),
    engine: 'onnx',
    race: null,
  }
  const perEpoch = SIZE.points * STEPS
  const at = (epoch: number, share: number) => ({
    step: epoch * perEpoch + Math.round(share * perEpoch),
    epoch: epoch + share,
    seconds: (epoch + share) * SIZE.points * SECONDS,
  })
  store.transaction(() => {
    store.runs.insert({ id, name, config, created_at, owner: '0:0:0' })
    const number = store.runs.get(id)?.number ?? 0
    let latest: MetricValues = {}
    for (let epoch = 0; epoch < SIZE.epochs; epoch++) {
      const reports = Array.from({ length: SIZE.points }, (_, i) => {
        const place = at(epoch, (i + 1) / SIZE.points)
        const values = valuesAt(place.epoch / SIZE.epochs, random, end)
        return { ...place, values: { ...only(values, BATCH), gradient_norm: 5 * random.uniform() } }
      })
      store.points.put(number, 'batch', series(reports))
      store.points.pack(number, 'batch')
      latest = valuesAt((epoch + 1) / SIZE.epochs, random, end)
      store.points.put(number, 'valid', series([{ ...at(epoch, 1), values: latest }]))
      store.points.put(number, 'train', series([{ ...at(epoch, 1), values: { ...only(latest, BATCH), gradient_norm: 2, speed: 200 } }]))
    }
    for (const split of ['train', 'valid', 'test'] as const) store.evaluations.put(evaluation(id, split, latest, created_at))
    store.runs.tag(id, index % 5 === 0 ? [TAGS[index % TAGS.length]] : [])
    store.runs.update(id, {
      state: 'finished',
      started_at: created_at,
      ended_at: created_at + 0.1 * DAY,
      epoch: SIZE.epochs,
      step: SIZE.epochs * perEpoch,
      best_epoch: SIZE.epochs,
      latest,
      engine_note: 'ONNX Runtime on the CPU, 2 threads; no GPU provider is present.',
      owner: null,
    })
  })
  if (index % 50 === 49) process.stderr.write(`${index + 1} runs\n`)
}
store.close()
