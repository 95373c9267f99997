import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import type { Engine, Executable, HostArray, VariableStore } from '../engines/engine'
import type { BatchTokens } from '../model/batch-tokens'
import type { ModelShape } from '../model/shape'
import type { NoisePlan } from '../model/noise'
import { findObjective } from '../objectives/registry'
import { streamOf, type Streams } from '../random'
import { tokenFeeds } from '../model/batch-inputs'
import { adamCorrections } from './optimiser'
import { stepProgram } from './step-program'

export interface StepResult {
  loss: number
  rec: number
  kl: number
  regulariser: number
  gradient_norm: number
}

/** Buffers for noise and masks, kept from step to step and grown when a longer batch comes. */
class Buffers {
  private readonly arrays = new Map<string, Float32Array>()
  take(name: string, length: number): Float32Array {
    let array = this.arrays.get(name)
    if (!array || array.length < length) this.arrays.set(name, (array = new Float32Array(Math.ceil(length * 1.25))))
    return array.subarray(0, length)
  }
}

/** Trains on one batch at a time; parameters and optimiser state live in `store`. */
export class Stepper {
  private readonly buffers = new Buffers()

  private constructor(
    private readonly executable: Executable,
    private readonly noise: NoisePlan,
    private readonly shape: ModelShape,
    private readonly settings: Settings,
    private readonly members: (batch: number) => number,
    /** Names and sizes of the optimiser's variables in `store`. */
    readonly optimiserState: ReadonlyMap<string, number>,
  ) {}

  /** Compiles the step. Variables of the optimiser that `store` lacks are added as zeros. */
  static async create(
    engine: Engine,
    store: VariableStore,
    shape: ModelShape,
    choice: ObjectiveChoice,
    settings: Settings,
  ): Promise<Stepper> {
    const { program, noise, optimiserState } = stepProgram(shape, choice, settings)
    for (const [name, size] of optimiserState) if (!store.has(name)) store.set(name, new Float32Array(size))
    const executable = await engine.compile(program, store)
    const objective = findObjective(choice.id)
    const members = (batch: number) => objective.members?.(choice.parameters, batch) ?? batch
    return new Stepper(executable, noise, shape, settings, members, optimiserState)
  }

  /**
   * One step. Noise and masks are drawn from `random`, in a fixed order, whatever the engine. With a stream for each purpose two
   * objectives are given the same masks, and the same noise wherever both ask for it.
   * @param t steps taken so far, this one included: Adam's time.
   */
  async step(tokens: BatchTokens, random: Streams, klWeight: number, learningRate: number, t: number): Promise<StepResult> {
    const { feeds, sizes } = tokenFeeds(tokens, this.members(tokens.batch), this.shape.modifiers)
    const rows = sizes.steps * tokens.batch
    const { dropout_in, dropout_out, optimiser } = this.settings
    const masks: Record<string, HostArray> = {}
    if (dropout_in > 0)
      masks.dropout_in = streamOf(random, 'dropout_in').fillDropout(this.buffers.take('in', rows * this.shape.embedding), dropout_in)
    if (dropout_out > 0)
      masks.dropout_out = streamOf(random, 'dropout_out').fillDropout(this.buffers.take('out', rows * this.shape.hidden), dropout_out)
    Object.assign(
      masks,
      this.noise.draw(random, sizes, (name, length) => this.buffers.take(name, length)),
    )
    const scalars: Record<string, HostArray> = { kl_weight: Float32Array.of(klWeight), learning_rate: Float32Array.of(learningRate) }
    if (optimiser === 'adam') {
      const { first, second } = adamCorrections(t)
      scalars.adam_first = Float32Array.of(first)
      scalars.adam_second = Float32Array.of(second)
    }
    const outputs = await this.executable.run({ ...feeds, ...masks, ...scalars }, sizes)
    return {
      loss: outputs.loss[0],
      rec: outputs.rec[0],
      kl: outputs.kl[0],
      regulariser: outputs.regulariser[0],
      gradient_norm: outputs.gradient_norm[0],
    }
  }

  release(): Promise<void> {
    return this.executable.release()
  }
}
