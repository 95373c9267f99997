import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import { cellsOf, cellsOfAll, mixedBatches, paperBatches, trainable, type Batch } from '../corpus/batches'
import type { EncodedSplit, OpenCorpus } from '../corpus/corpus'
import { firstSentences } from '../corpus/limit'
import type { Engine } from '../engines/engine'
import { EVALUATION_PASSES, evaluateSplit } from '../evaluation/evaluate'
import { makePosteriors, makeVmfPosteriors, type Posteriors } from '../evaluation/posteriors'
import { Validator } from '../evaluation/split-pass'
import { batchTokens } from '../model/batch-tokens'
import { initialParameters, type ModelShape } from '../model/shape'
import { appendMarginals } from '../monitor/history'
import { measureEpoch } from '../monitor/measure'
import { modelShape } from '../objectives/model-shape'
import { Random } from '../random'
import { saveCheckpoint } from '../training/checkpoint'
import { Stepper } from '../training/stepper'
import { say } from '../../texts/lab'
import type { Cost } from './cost'
import { splitOfBatches, spreadBatches } from './sample'
import { smallModelSeconds } from './small-model'
import { rateOf, timed } from './timing'

/** Batches that stand for an epoch's. */
const SAMPLE = 12
/** Seconds of timed steps, and of the timed evaluation; the least that is timed may take longer. */
const STEP_BUDGET = 3
const EVALUATION_BUDGET = 3

export interface ProbeInput {
  engine: Engine
  corpus: OpenCorpus
  settings: Settings
  /** The first is measured as it is, the others by how they differ from it on a small model. */
  choices: readonly ObjectiveChoice[]
}

/**
 * Measures what runs of these choices take, by real steps on batches of the corpus: a few steps, validation batches and measures,
 * one checkpoint, the evaluation of a few batches. Choices of one probe join the same modifiers; their regularisers are told apart on
 * a small model with the same latent and batch, since nothing else of their cost differs. Seconds of `start` count from the start of
 * this process.
 */
export async function probe({ engine, corpus, settings, choices }: ProbeInput): Promise<Cost[]> {
  const [first, ...others] = choices
  const directory = mkdtempSync(join(tmpdir(), 'plenum-probe-'))
  try {
    const whole = await probeWhole({ engine, corpus, settings, choices }, first, directory)
    const small = await smallModelSeconds(engine, settings, first)
    const costs = [whole.cost]
    for (const choice of others) {
      const own = await smallModelSeconds(engine, settings, choice)
      const step = Math.max(0, whole.step_seconds + own.step - small.step)
      const pass = Math.max(0, whole.pass_seconds + own.pass - small.pass)
      costs.push({ ...whole.cost, epoch_seconds: whole.rest_seconds + whole.steps * step + whole.passes * pass })
    }
    return costs
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function probeWhole({ engine, corpus, settings }: ProbeInput, choice: ObjectiveChoice, directory: string) {
  const shape = modelShape(choice, settings, corpus.record.vocabulary_size)
  const train = firstSentences(await corpus.split('train'), settings.train_limit)
  const valid = await corpus.split('valid')
  const test = await corpus.split('test')
  const store = initialParameters(shape, 1)
  const stepper = await Stepper.create(engine, store, shape, choice, settings)
  const validator = await Validator.create(engine, store, shape, choice)
  const batches = trainable(
    settings.batching === 'paper' ? paperBatches(train, settings.batch) : mixedBatches(train, settings.batch, new Random(1)),
  )
  if (batches.length === 0) throw new Error(say.training.noBatch(settings.batching))
  const started = performance.now() / 1000

  const step = async (batch: Batch, i: number) => {
    const noise = (purpose: string) => new Random(1, 'probe', i, purpose)
    await stepper.step(batchTokens(train, batch.sentences), noise, 0.5, 1e-6, i + 1)
  }
  // The longest batch first: it takes the most memory, and what the engine prepares at its first step is not timed.
  const longest = batches.reduce((most, batch) => (cellsOf(batch) > cellsOf(most) ? batch : most))
  await step(longest, 0)
  const steps = await rateOf(spreadBatches(batches, SAMPLE), STEP_BUDGET, step)

  const validation = paperBatches(valid, settings.batch)
  const passed = spreadBatches(validation, SAMPLE)
  const pass = async (batch: Batch) => {
    const alone = splitOfBatches(valid, [batch])
    await validator.pass(alone, paperBatches(alone, settings.batch), new Random(1), () => {})
  }
  await pass(passed[0])
  const passing = await rateOf(passed, STEP_BUDGET / 2, pass)
  const measured = await timed(async () => {
    const { marginals } = await measureEpoch(engine, drawnPosteriors(valid.offsets.length - 1, shape), 1, 0)
    appendMarginals(directory, 1, marginals)
  })
  const state = {
    ...{ epoch: 1, step: 1, optimiser_step: 1, learning_rate: 1, best_loss: 1, best_epoch: 1, waited: 0, decays: 0, seconds: 1 },
    latest: {},
  }
  const kept = await timed(async () => {
    saveCheckpoint(directory, 'best', shape, store, state)
    saveCheckpoint(directory, 'last', shape, store, state)
  })
  await stepper.release()
  await validator.release()

  const evaluation_seconds = await evaluationSeconds(engine, store, shape, choice, settings, test, passing)
  const trainCells = cellsOfAll(batches)
  const validCells = cellsOfAll(validation)
  const cost: Cost = {
    start_seconds: started,
    epoch_seconds: steps * trainCells + passing * validCells + measured + kept,
    evaluation_seconds,
    memory_bytes: process.resourceUsage().maxRSS * 1024,
  }
  return {
    cost,
    steps: batches.length,
    passes: validation.length,
    step_seconds: (steps * trainCells) / batches.length,
    pass_seconds: (passing * validCells) / validation.length,
    rest_seconds: measured + kept,
  }
}

/**
 * Seconds of the evaluation of the test split: those of its smallest batch alone, which are mostly what every evaluation takes, and
 * what a few more batches add, by their size.
 */
async function evaluationSeconds(
  engine: Engine,
  store: Map<string, Float32Array>,
  shape: ModelShape,
  objective: ObjectiveChoice,
  { batch }: Settings,
  test: EncodedSplit,
  passing: number,
): Promise<number> {
  const batches = paperBatches(test, batch)
  const all = cellsOfAll(batches)
  const affordable = Math.max(1, Math.min(6, Math.floor(EVALUATION_BUDGET / (EVALUATION_PASSES * passing * (all / batches.length)))))
  const smallest = batches.reduce((least, one) => (cellsOf(one) < cellsOf(least) ? one : least))
  const run = (part: readonly Batch[]) =>
    timed(async () => {
      const split = splitOfBatches(test, part)
      await evaluateSplit({ engine, store, shape, objective, batch, split, seed: 1, onProgress: () => {} })
    })
  const few = spreadBatches(batches, affordable)
  const fixed = await run([smallest])
  const more = await run(few)
  const slope = Math.max(0, more - fixed) / Math.max(1, cellsOfAll(few) - cellsOf(smallest))
  return fixed + slope * Math.max(0, all - cellsOf(smallest))
}

/** Posteriors as those of a trained model, drawn. */
function drawnPosteriors(count: number, { latent, posterior }: ModelShape): Posteriors {
  const random = new Random('drawn posteriors')
  const mean = random.fillNormal(new Float64Array(count * latent))
  if (posterior?.kind !== 'vmf') return makePosteriors(latent, mean, new Float64Array(mean.length).fill(-1))
  for (let n = 0; n < mean.length; n += latent) {
    const norm = Math.hypot(...mean.subarray(n, n + latent))
    for (let d = 0; d < latent; d++) mean[n + d] /= norm
  }
  return makeVmfPosteriors(latent, mean, posterior.kappa)
}
