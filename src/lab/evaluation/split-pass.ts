import { setImmediate } from 'node:timers/promises'
import type { ObjectiveChoice } from '../../shared/objective'
import type { EncodedSplit } from '../corpus/corpus'
import type { Batch } from '../corpus/batches'
import type { Engine, Executable, VariableStore } from '../engines/engine'
import { batchTokens } from '../model/batch-tokens'
import type { ModelShape } from '../model/shape'
import { findObjective } from '../objectives/registry'
import type { Random } from '../random'
import { tokenFeeds } from '../model/batch-inputs'
import { makePosteriors, makeVmfPosteriors, type Posteriors } from './posteriors'
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
    private readonly shape: ModelShape,
    private readonly members: (batch: number) => number,
  ) {}

  static async create(engine: Engine, store: VariableStore, shape: ModelShape, choice: ObjectiveChoice): Promise<Validator> {
    const { program, noise } = validationProgram(shape, choice)
    const objective = findObjective(choice.id)
    return new Validator(
      await engine.compile(program, store),
      noise,
      shape,
      (batch) => objective.members?.(choice.parameters, batch) ?? batch,
    )
  }

  /** One pass; `onProgress` gets the share done and may throw to cancel. */
  async pass(split: EncodedSplit, batches: readonly Batch[], random: Random, onProgress: (share: number) => void): Promise<SplitPass> {
    const count = split.offsets.length - 1
    const { latent, posterior: family } = this.shape
    const mean = new Float64Array(count * latent)
    const logvar = new Float64Array(count * latent)
    const sums = { rec: 0, kl: 0, regulariser: 0, density_gap: 0 }
    let predicted = 0
    for (const [index, { sentences }] of batches.entries()) {
      const tokens = batchTokens(split, sentences)
      const { feeds, sizes } = tokenFeeds(tokens, this.members(tokens.batch))
      const outputs = await this.executable.run({ ...feeds, ...this.noise.draw(random, sizes) }, sizes)
      for (const key of ['rec', 'kl', 'regulariser', 'density_gap'] as const) sums[key] += outputs[key][0] * tokens.batch
      predicted += tokens.predicted
      sentences.forEach((sentence, b) => {
        mean.set(outputs.mean.subarray(b * latent, (b + 1) * latent), sentence * latent)
        if (outputs.logvar) logvar.set(outputs.logvar.subarray(b * latent, (b + 1) * latent), sentence * latent)
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
      posteriors: family?.kind === 'vmf' ? makeVmfPosteriors(latent, mean, family.kappa) : makePosteriors(latent, mean, logvar),
      predicted,
    }
  }

  release(): Promise<void> {
    return this.executable.release()
  }
}
