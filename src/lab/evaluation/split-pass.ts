import { setImmediate } from 'node:timers/promises'
import type { ObjectiveChoice } from '../../shared/objective'
import type { EncodedSplit } from '../corpus/corpus'
import type { Batch } from '../corpus/batches'
import type { Engine, Executable, VariableStore } from '../engines/engine'
import { batchTokens, type BatchTokens } from '../model/batch-tokens'
import type { ModelShape } from '../model/shape'
import { findObjective } from '../objectives/registry'
import type { Random } from '../random'
import { sum } from '../sums'
import { tokenFeeds } from '../model/batch-inputs'
import { densitiesOf, makePosteriors, makeVmfPosteriors, type Posteriors } from './posteriors'
import { validationProgram, type ValidationProgram } from './programs'

/** Means over the sentences of a split, with what they are means of, and its posteriors in the split's order. */
export interface EncodedPass {
  kl: number
  regulariser: number
  density_gap: number
  posteriors: Posteriors
  /** Of each sentence, [count]. */
  sentences: {
    kl: Float64Array
    /** Predicted tokens, `</s>` included. */
    predicted: Float64Array
  }
  /** Of each batch, in the order given. */
  batches: { size: number; regulariser: number; density_gap: number }[]
}

/** The same with the reconstruction error of one z a sentence. */
export interface SplitPass extends EncodedPass {
  rec: number
  sentences: EncodedPass['sentences'] & { rec: Float64Array }
}

interface PassOptions {
  /** The parameters stay as they are while it is used. */
  fixed?: boolean
}

/** Gets what the program gave for a batch. */
type Hear = (outputs: Record<string, Float32Array | Float64Array>, tokens: BatchTokens, sentences: Batch['sentences']) => void

/** Passes splits through the encoder without dropout, for their posteriors and what is told by these alone. */
export class SplitEncoder {
  private constructor(
    private readonly executable: Executable,
    private readonly noise: ValidationProgram['noise'],
    private readonly shape: ModelShape,
    private readonly members: (batch: number) => number,
  ) {}

  static async create(
    engine: Engine,
    store: VariableStore,
    shape: ModelShape,
    choice: ObjectiveChoice,
    { fixed = false, reconstruction = false }: PassOptions & { reconstruction?: boolean } = {},
  ): Promise<SplitEncoder> {
    const { program, noise } = validationProgram(shape, choice, { reconstruction })
    const objective = findObjective(choice.id)
    return new SplitEncoder(
      await engine.compile(program, store, { fixed }),
      noise,
      shape,
      (batch) => objective.members?.(choice.parameters, batch) ?? batch,
    )
  }

  /** One pass; `onProgress` gets the share done and may throw to cancel. */
  async pass(
    split: EncodedSplit,
    batches: readonly Batch[],
    random: Random,
    onProgress: (share: number) => void,
    hear: Hear = () => {},
  ): Promise<EncodedPass> {
    const count = split.offsets.length - 1
    const { latent, posterior: family } = this.shape
    const mean = new Float64Array(count * latent)
    const logvar = new Float64Array(count * latent)
    const ofBatches: EncodedPass['batches'] = []
    for (const [index, { sentences }] of batches.entries()) {
      const tokens = batchTokens(split, sentences)
      const { feeds, sizes } = tokenFeeds(tokens, this.members(tokens.batch))
      const outputs = await this.executable.run({ ...feeds, ...this.noise.draw(random, sizes) }, sizes)
      ofBatches.push({ size: tokens.batch, regulariser: outputs.regulariser[0], density_gap: outputs.density_gap[0] })
      hear(outputs, tokens, sentences)
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
    const predicted = Float64Array.from({ length: count }, (_, n) => split.offsets[n + 1] - split.offsets[n] - 1)
    const overBatches = (key: 'regulariser' | 'density_gap') => sum(ofBatches.map((batch) => batch[key] * batch.size)) / count
    return {
      kl: sum(kl) / count,
      regulariser: overBatches('regulariser'),
      density_gap: overBatches('density_gap'),
      posteriors,
      sentences: { kl, predicted },
      batches: ofBatches,
    }
  }

  release(): Promise<void> {
    return this.executable.release()
  }
}

/** Passes splits through the whole model without dropout; made once and used after every epoch. */
export class Validator {
  private constructor(private readonly encoder: SplitEncoder) {}

  static async create(
    engine: Engine,
    store: VariableStore,
    shape: ModelShape,
    choice: ObjectiveChoice,
    options: PassOptions = {},
  ): Promise<Validator> {
    return new Validator(await SplitEncoder.create(engine, store, shape, choice, { ...options, reconstruction: true }))
  }

  /** One pass; `onProgress` gets the share done and may throw to cancel. */
  async pass(split: EncodedSplit, batches: readonly Batch[], random: Random, onProgress: (share: number) => void): Promise<SplitPass> {
    const rec = new Float64Array(split.offsets.length - 1)
    const pass = await this.encoder.pass(split, batches, random, onProgress, ({ nll }, { mask, batch }, sentences) =>
      mask.forEach((kept, i) => {
        if (kept) rec[sentences[i % batch]] += nll[i]
      }),
    )
    return { ...pass, rec: sum(rec) / rec.length, sentences: { ...pass.sentences, rec } }
  }

  release(): Promise<void> {
    return this.encoder.release()
  }
}
