import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PRESETS, type PresetId } from '../../shared/settings'
import type { RunConfig } from '../../shared/run'
import { paperBatches, shuffle, trainable } from '../corpus/batches'
import { batchTokens } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { sum } from '../sums'
import { Stepper } from '../training/stepper'
import { train } from '../training/trainer'
import { stepFlops } from './flops'
import { median, peakMemory, productPeak, round, summarise, type Times } from './measure'
import { benchModel, mixedSentences } from './model'
import { benchEngine, type BenchOptions } from './options'
import { timedEngine } from './timed-engine'

export interface EpochFigures extends Times {
  engine: string
  preset: PresetId
  objective: string
  /** Of an epoch, and those it is validated on. */
  sentences: number
  validation_sentences: number
  steps: number
  epochs: number
  sentences_per_second: number
  /** An epoch's steps over as many steps alone, each taken just before it on a batch of the same ones: what training adds to its steps. */
  overhead: number
  /** Share of the epoch that the engine works. */
  engine_share: number
  /** Of the validation after it, with its monitors and checkpoints, in ms. */
  validation_ms: number
  gflops: number
  gflops_peak: number
  peak_memory_mib: number
}

/**
 * Times whole epochs of the trainer over sentences of mixed lengths. Before each of its steps a stepper of its own takes one alone on a
 * batch of the same epoch, in another order, so that both meet the machine at the same speed; that time is taken off the epoch's.
 */
export async function benchEpoch(options: BenchOptions & { objective: string; sentences: number; rounds: number }): Promise<EpochFigures> {
  const { preset, objective, sentences, rounds } = options
  const { shape, settings, choice, length } = benchModel(preset, objective, options)
  const engine = await benchEngine(options)
  const trained = timedEngine(engine)
  const of = (count: number, purpose: string) => mixedSentences(count, length, shape.vocabulary, new Random(783435, purpose))
  const split = of(sentences, 'bench')
  const valid = of(Math.max(1, Math.round(sentences / 10)), 'validation')
  const batches = trainable(paperBatches(split, settings.batch))
  const config: RunConfig = {
    corpus: 'bench',
    objective: choice,
    preset,
    settings: { ...PRESETS[preset].settings, ...settings, batching: 'paper', epochs: rounds + 1 },
    seed: 783435,
    engine: engine.id,
    race: null,
  }
  const alone = await Stepper.create(engine, initialParameters(shape, 1), shape, choice, config.settings)
  const noise = new Random(783435, 'alone')
  const others = Array.from({ length: rounds + 1 }, (_, epoch) => shuffle(batches, new Random('others', epoch))).flat()
  const epochs = Array.from({ length: rounds + 1 }, () => ({ alone: 0, training: 0, engine: 0, validation: 0 }))
  let taken = 0
  let epoch = 0
  let began = 0
  let inEngine = 0
  const directory = await mkdtemp(join(tmpdir(), 'plenum-bench-'))
  const start = () => {
    began = performance.now()
    inEngine = trained.seconds()
  }
  try {
    await train({
      engine: trained,
      config,
      shape,
      train: split,
      valid,
      directory,
      control: {
        stopped: () => false,
        keep: async (write) => (write(), true),
        async gate() {
          const from = performance.now()
          const tokens = batchTokens(split, others[taken++].sentences)
          await alone.step(tokens, noise, 1, settings.learning_rate, taken)
          epochs[epoch].alone += performance.now() - from
        },
      },
      listener: {
        begin: start,
        batches: () => {},
        progress(phase, share) {
          if (phase !== 'training' || share < 1) return
          const now = performance.now()
          epochs[epoch].training = now - began - epochs[epoch].alone
          epochs[epoch].engine = (trained.seconds() - inEngine) * 1000
          began = now
        },
        epoch() {
          epochs[epoch++].validation = performance.now() - began
          start()
        },
      },
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
  await alone.release()
  // The first epoch meets every length for the first time.
  const timed = epochs.slice(1)
  const times = summarise(timed.map((each) => each.training))
  const flops = sum(batches.map((batch) => stepFlops(shape, batch.sentences.length, batch.length - 1)))
  return {
    engine: engine.id,
    preset,
    objective,
    sentences,
    validation_sentences: valid.offsets.length - 1,
    steps: batches.length,
    epochs: rounds,
    ...times,
    sentences_per_second: Math.round((sentences * 1000) / times.ms_median),
    overhead: round(median(timed.map((each) => each.training / each.alone)), 3),
    engine_share: round(median(timed.map((each) => each.engine / each.training)), 3),
    validation_ms: round(median(timed.map((each) => each.validation))),
    gflops: round(flops / times.ms_median / 1e6, 1),
    gflops_peak: await productPeak(engine),
    peak_memory_mib: peakMemory(),
  }
}
