import { setImmediate } from 'node:timers/promises'
import type { ObjectiveChoice } from '../../shared/objective'
import type { EncodedSplit } from '../corpus/corpus'
import type { Batch } from '../corpus/batches'
import type { Engine, Executable, VariableStore } from '../engines/engine'
import { batchTokens } from '../model/batch-tokens'
import type { ModelShape } from '../model/shape'
import { findObjective } from '../objectives/registry'
import type { Random } from '../random'
import { sum } from '../sums'
import { tokenFeeds } from '../model/batch-inputs'
import { densitiesOf, makePosteriors, makeVmfPosteriors, type Posteriors } from './posteriors'
import { validationProgram, type ValidationProgram } from './programs'

/** Means over the sentences of a split, with what they are means of, and its posteriors in the split's order. */
export interface SplitPass {
  rec: number
  kl: number
  regulariser: number
  density_gap: number
  posteriors: Posteriors
  /** Of each sentence, [count]. */
  sentences: {
    rec: Float64Array
    kl: Float64Array
    /** Predicted tokens, `</s>` included. */
    predicted: Float64Array
  }
  /** Of each batch, in the order given. */
  batches: { size: number; regulariser: number; density_gap: number }[]
}

/** Passes splits through the model without dropout; made once and used after every epoch. */
export class Validator {
  private constructor(
    private readonly executable: Executable,
    private readonly noise: ValidationProgram['noise'],
    private readonly shape: ModelShape,
    private readonly members: (batch: number) => number,
  ) {}

  /** @param fixed the parameters stay as they are while it is used */
  static async create(
    engine: Engine,
    store: VariableStore,
    shape: ModelShape,
    choice: ObjectiveChoice,
    { fixed = false } = {},
  ): Promise<Validator> {
    const { program, noise } = validationProgram(shape, choice)
    const objective = findObjective(choice.id)
    return new Validator(
      await engine.compile(program, store, { fixed }),
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
    const rec = new Float64Array(count)
    const predicted = new Float64Array(count)
    const ofBatches: SplitPass['batches'] = []
    for (const [index, { sentences }] of batches.entries()) {
      const tokens = batchTokens(split, sentences)
      const { feeds, sizes } = tokenFeeds(tokens, this.members(tokens.batch))
      const outputs = await this.executable.run({ ...feeds, ...this.noise.draw(random, sizes) }, sizes)
      ofBatches.push({ size: tokens.batch, regulariser: outputs.regulariser[0], density_gap: outputs.density_gap[0] })
      tokens.mask.forEach((kept, i) => {
        if (!kept) return
        rec[sentences[i % tokens.batch]] += outputs.nll[i]
        predicted[sentences[i % tokens.batch]]++
      })
      sentences.forEach((sentence, b) => {
        mean.set(outputs.mean.subarray(b * latent, (b + 1) * latent), sentence * latent)
        if (outputs.logvar) logvar.set(outputs.logvar.subarray(b * latent, (b + 1) * latent), sentence * latent)
      })
      onProgress((index + 1) / batches.length)
      await setImmediate()
    }
    const posteriors = family?.kind === 'vmf' ? makeVmfPosteriors(latent, mean, family.kappa) : makePosteriors(latent, mean, logvar)
    const densities = densitiesOf(posteriors)
    const kl = Float64Array.from({ length: count }, (_, n) => densities.kl(n))
    const overBatches = (key: 'regulariser' | 'density_gap') => sum(ofBatches.map((batch) => batch[key] * batch.size)) / count
    return {
      rec: sum(rec) / count,
      kl: sum(kl) / count,
      regulariser: overBatches('regulariser'),
      density_gap: overBatches('density_gap'),
      posteriors,
      sentences: { rec, kl, predicted },
      batches: ofBatches,
    }
  }

  release(): Promise<void> {
    return this.executable.release()
  }
}
