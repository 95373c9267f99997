import { setImmediate } from 'node:timers/promises'
import type { EncodedSplit } from '../corpus/corpus'
import type { Batch } from '../corpus/batches'
import type { Engine, Executable, HostArray, VariableStore } from '../engines/engine'
import { valueOf } from '../graph/dimension'
import { batchTokens } from '../model/batch-tokens'
import type { ModelShape } from '../model/shape'
import type { ObjectiveDefinition } from '../objectives/objective'
import type { Random } from '../random'
import { tokenFeeds } from '../model/batch-inputs'
import { makePosteriors, type Posteriors } from './posteriors'
import { validationProgram, type ValidationProgram } from './programs'

/** Means over the sentences of a split, with its posteriors in the split's order. */
export interface SplitPass {
  rec: number
  kl: number
  regulariser: number
  density_gap: number
  posteriors: Posteriors
  /** Predicted tokens, `</s>` included. */
  predicted: number
}

/** Passes splits through the model without dropout; made once and used after every epoch. */
export class Validator {
  private constructor(
    private readonly executable: Executable,
    private readonly noise: ValidationProgram['noise'],
    private readonly latent: number,
    private readonly members: (batch: number) => number,
  ) {}

  static async create(
    engine: Engine,
    store: VariableStore,
    shape: ModelShape,
    objective: ObjectiveDefinition,
    parameters: Readonly<Record<string, number>>,
  ): Promise<Validator> {
    const { program, noise } = validationProgram(shape, objective, parameters)
    return new Validator(
      await engine.compile(program, store),
      noise,
      shape.latent,
      (batch) => objective.members?.(parameters, batch) ?? batch,
    )
  }

  /** One pass; `onProgress` gets the share done and may throw to cancel. */
  async pass(split: EncodedSplit, batches: readonly Batch[], random: Random, onProgress: (share: number) => void): Promise<SplitPass> {
    const count = split.offsets.length - 1
    const mean = new Float64Array(count * this.latent)
    const logvar = new Float64Array(count * this.latent)
    const sums = { rec: 0, kl: 0, regulariser: 0, density_gap: 0 }
    let predicted = 0
    for (const [index, { sentences }] of batches.entries()) {
      const tokens = batchTokens(split, sentences)
      const { feeds, sizes } = tokenFeeds(tokens, this.members(tokens.batch))
      const bindings = new Map(Object.entries(sizes))
      const drawn: Record<string, HostArray> = {}
      for (const [name, dimensions] of this.noise)
        drawn[name] = random.fillNormal(new Float32Array(dimensions.reduce<number>((n, dimension) => n * valueOf(dimension, bindings), 1)))
      const outputs = await this.executable.run({ ...feeds, ...drawn }, sizes)
      for (const key of ['rec', 'kl', 'regulariser', 'density_gap'] as const) sums[key] += outputs[key][0] * tokens.batch
      predicted += tokens.predicted
      sentences.forEach((sentence, b) => {
        mean.set(outputs.mean.subarray(b * this.latent, (b + 1) * this.latent), sentence * this.latent)
        logvar.set(outputs.logvar.subarray(b * this.latent, (b + 1) * this.latent), sentence * this.latent)
      })
      onProgress((index + 1) / batches.length)
      await setImmediate()
    }
    const share = (sum: number) => sum / count
    return {
      rec: share(sums.rec),
      kl: share(sums.kl),
      regulariser: share(sums.regulariser),
      density_gap: share(sums.density_gap),
      posteriors: makePosteriors(this.latent, mean, logvar),
      predicted,
    }
  }

  release(): Promise<void> {
    return this.executable.release()
  }
}
