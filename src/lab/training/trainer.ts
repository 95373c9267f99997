import { setImmediate } from 'node:timers/promises'
import type { MetricValues, RunConfig } from '../../shared/run'
import { cellsOf, cellsOfAll, mixedBatches, mixedSteps, paperBatches, shuffle, trainable, type Batch } from '../corpus/batches'
import type { EncodedSplit } from '../corpus/corpus'
import type { Engine, VariableStore } from '../engines/engine'
import { Validator } from '../evaluation/split-pass'
import { batchTokens } from '../model/batch-tokens'
import { initialParameters, type ModelShape } from '../model/shape'
import { appendMarginals, cutMarginals } from '../monitor/history'
import { measureEpoch } from '../monitor/measure'
import { cycleOf } from '../modifiers/registry'
import { findObjective } from '../objectives/registry'
import { Random } from '../random'
import { say } from '../../texts/lab'
import { loadCheckpoint, saveCheckpoint, type EpochFigures, type TrainingState } from './checkpoint'
import { Means } from './means'
import { Pace, type Throughput } from './pace'
import { RecentBatches, tokensPerSentence } from './recent-batches'
import { endedByDecay, judge, klWeight } from './schedule'
import { Stepper } from './stepper'

/** Epochs whose figures a checkpoint holds. */
const RECENT = 20

/** What a trainer tells as it goes. */
export interface TrainingListener {
  begin(state: TrainingState): void
  progress(phase: 'training' | 'validating', share: number, step: number, secondsLeft: number | null, throughput: Throughput | null): void
  /** Means over the batches since the last call, some times a second; see `RecentBatches`. */
  batches(step: number, epoch: number, seconds: number, values: MetricValues): void
  /** After an epoch's checkpoint is on disk. */
  epoch(state: TrainingState, train: MetricValues, valid: MetricValues): void
}

/** Lets the outside in between two steps. */
export interface TrainingControl {
  /** Waits while paused. */
  gate(): Promise<void>
  /** In a race, some times an epoch: waits until every member has taken so many steps. */
  meet?(step: number): Promise<void>
  /** Whether to end here, keeping the best checkpoint. */
  stopped(): boolean
  /** Does what writes files; while the disk is full or read-only it waits and tries again. false: told to stop meanwhile. */
  keep(write: () => void): Promise<boolean>
}

/** A loss that is no number: the message says where and what to try. */
export class DivergedError extends Error {
  /** @param best epoch of the best checkpoint, null where there is none yet */
  constructor(step: number, rate: number, best: number | null) {
    super(say.training.diverged(step, rate, best))
    this.name = 'DivergedError'
  }
}

export interface TrainingInput {
  engine: Engine
  config: RunConfig
  shape: ModelShape
  train: EncodedSplit
  valid: EncodedSplit
  /** Where checkpoints lie; a `last` one there is resumed from. */
  directory: string
  listener: TrainingListener
  control: TrainingControl
  /** Positions × sentences of the passes that the evaluation will make after training, for the time left. */
  afterwards?: number
}

const REPORT_EVERY_MS = 250
/** Meetings of the members of a race in an epoch. */
const MEETINGS = 50

/** Trains to the end, a stop, or divergence; answers why it ended before its last epoch, where it did. */
export async function train({
  engine,
  config,
  shape,
  train,
  valid,
  directory,
  listener,
  control,
  afterwards = 0,
}: TrainingInput): Promise<{ stopped: boolean; message: string | null }> {
  const { settings, seed, objective: choice } = config
  const objective = findObjective(choice.id)
  const scale = objective.scale?.(choice.parameters) ?? 1
  const cycle = cycleOf(choice)
  // A cyclic schedule never ends by its decays.
  const patience = cycle === null ? settings : { ...settings, max_decays: Infinity }
  const store: VariableStore = initialParameters(shape, seed)
  const start: TrainingState = {
    epoch: 0,
    step: 0,
    optimiser_step: 0,
    learning_rate: settings.learning_rate,
    best_loss: null,
    best_epoch: null,
    waited: 0,
    decays: 0,
    seconds: 0,
    latest: {},
  }
  let state = loadCheckpoint(directory, 'last', shape, store) ?? start
  const stepper = await Stepper.create(engine, store, shape, choice, settings)
  const validator = await Validator.create(engine, store, shape, choice)
  const fixed = trainable(paperBatches(train, settings.batch))
  const validation = paperBatches(valid, settings.batch)
  const meanTokens = tokensPerSentence(train)
  const pace = new Pace({ validation: cellsOfAll(validation), afterwards })
  const stepsPerEpoch = settings.batching === 'paper' ? fixed.length : mixedSteps(train.offsets.length - 1, settings.batch)
  if (stepsPerEpoch === 0) throw new Error(say.training.noBatch(settings.batching))
  const meetEvery = Math.max(1, Math.floor(stepsPerEpoch / MEETINGS))
  /** Seconds left, as long as the others of a race slow it as they did so far. */
  const left = (cells: number, { epoch, seconds }: Pick<TrainingState, 'epoch' | 'seconds'>) => {
    const alone = pace.left(cells, settings.epochs - epoch)
    return alone === null ? null : alone * (1 + waited / Math.max(1e-9, seconds - begun))
  }
  /** Training time of before, and seconds that this process has waited for others. */
  const begun = state.seconds
  let waited = 0
  const meet = async (step: number) => {
    if (config.race === null) return
    const since = performance.now()
    await control.meet?.(step)
    waited += (performance.now() - since) / 1000
  }
  cutMarginals(directory, shape.latent, state.epoch)
  listener.begin(state)
  try {
    // Ended by its last decay, and allowed more since: what an unbroken run would have done then is done now.
    if (endedByDecay(state) && state.epoch < settings.epochs && state.decays < Math.max(1, patience.max_decays)) state = decayed(state)
    while (state.epoch < settings.epochs && !control.stopped() && state.decays < Math.max(1, patience.max_decays)) {
      const batches: Batch[] =
        settings.batching === 'paper'
          ? shuffle(fixed, new Random(seed, 'order', state.epoch))
          : trainable(mixedBatches(train, settings.batch, new Random(seed, 'order', state.epoch)))
      const epoch = await trainEpoch(batches, state)
      const finished = epoch && (await finishEpoch(epoch.state, epoch.values))
      if (!finished) break
      state = finished
    }
  } finally {
    await stepper.release()
    await validator.release()
  }
  if (control.stopped()) return { stopped: true, message: null }
  const early = state.epoch < settings.epochs
  return {
    stopped: false,
    message: early ? say.training.ended(state.epoch, state.decays) : null,
  }

  /** All steps of an epoch; null when stopped within it. */
  async function trainEpoch(
    batches: readonly Batch[],
    from: TrainingState,
  ): Promise<{ state: TrainingState; values: MetricValues } | null> {
    const whole = new Means()
    const recent = new RecentBatches(meanTokens)
    let { step, optimiser_step, seconds } = from
    let sentences = 0
    let cells = cellsOfAll(batches)
    pace.begin(cells)
    let reported = performance.now()
    for (const [index, batch] of batches.entries()) {
      if (index % meetEvery === 0) await meet(step)
      await control.gate()
      if (control.stopped()) return null
      const began = performance.now()
      const tokens = batchTokens(train, batch.sentences)
      const weight = klWeight(step, stepsPerEpoch, settings.warm_up, cycle)
      // A stream for each purpose: what one objective draws more than another moves nothing else.
      const noise = (purpose: string) => new Random(seed, 'noise', from.epoch, index, purpose)
      const result = await stepper.step(tokens, noise, weight, from.learning_rate, ++optimiser_step)
      if (!Number.isFinite(result.loss) || !Number.isFinite(result.gradient_norm))
        throw new DivergedError(step + 1, from.learning_rate, from.best_epoch)
      step++
      sentences += batch.sentences.length
      const now = performance.now()
      seconds += (now - began) / 1000
      cells -= cellsOf(batch)
      pace.add((now - began) / 1000, cellsOf(batch), tokens.batch, tokens.predicted)
      const values = { ...result, kl_weight: weight, learning_rate: from.learning_rate }
      whole.add(values, batch.sentences.length)
      recent.add(values, tokens)
      if (now - reported > REPORT_EVERY_MS || index === batches.length - 1) {
        const share = (index + 1) / batches.length
        listener.batches(step, from.epoch + share, seconds, recent.take())
        listener.progress('training', share, step, left(cells, { epoch: from.epoch, seconds }), pace.throughput)
        reported = now
      }
      await setImmediate()
    }
    const values = { ...whole.take(), learning_rate: from.learning_rate, speed: sentences / Math.max(1e-9, seconds - from.seconds) }
    return { state: { ...from, step, optimiser_step, seconds }, values }
  }

  /** The best parameters so far, a fresh optimiser and a smaller learning rate. */
  function decayed(from: TrainingState): TrainingState {
    loadCheckpoint(directory, 'best', shape, store)
    for (const name of stepper.optimiserState.keys()) store.get(name)!.fill(0)
    engine.changed?.(store)
    return { ...from, learning_rate: from.learning_rate * settings.decay_factor, optimiser_step: 0 }
  }

  /** Validation, best and last checkpoint, decay; null where it could not be kept before training was stopped. */
  async function finishEpoch(from: TrainingState, trained: MetricValues): Promise<TrainingState | null> {
    const began = performance.now()
    const pass = await validator.pass(valid, validation, new Random(seed, 'validation', from.epoch), (share) =>
      listener.progress('validating', share, from.step, left(0, from), pace.throughput),
    )
    const validation_seconds = (performance.now() - began) / 1000
    const loss = pass.rec + scale * pass.regulariser
    if (!Number.isFinite(loss)) throw new DivergedError(from.step, from.learning_rate, from.best_epoch)
    const measured = await measureEpoch(engine, pass.posteriors, seed, from.epoch)
    const values: MetricValues = {
      loss,
      rec: pass.rec,
      kl: pass.kl,
      elbo: -pass.rec - pass.kl,
      regulariser: pass.regulariser,
      density_gap: pass.density_gap,
      kl_weight: klWeight(from.step - 1, stepsPerEpoch, settings.warm_up, cycle),
      learning_rate: from.learning_rate,
      ...measured.values,
    }
    const { verdict, state: judged } = judge(from, loss, from.epoch + 1, patience)
    const seconds = from.seconds + (performance.now() - began) / 1000
    const figures: EpochFigures = { epoch: from.epoch + 1, step: from.step, seconds, train: trained, valid: values }
    const recent = [...(from.recent ?? []), figures].slice(-RECENT)
    let next: TrainingState = { ...from, ...judged, epoch: from.epoch + 1, seconds, latest: values, recent }
    await engine.sync?.(store)
    if (verdict === 'improved') {
      next.best_epoch = next.epoch
      if (!(await control.keep(() => saveCheckpoint(directory, 'best', shape, store, next)))) return null
    } else if (verdict === 'decay') next = decayed(next)
    const kept = await control.keep(() => {
      appendMarginals(directory, next.epoch, measured.marginals)
      saveCheckpoint(directory, 'last', shape, store, next)
    })
    if (!kept) return null
    pace.ended(validation_seconds, (performance.now() - began) / 1000)
    listener.epoch(next, trained, values)
    return next
  }
}
