import { setImmediate } from 'node:timers/promises'
import { defineProgram, placeholder } from '../graph'
import type { Engine, Executable, VariableStore } from '../engines/engine'
import { decoderStep, initialState, latentGates } from '../model/decoder'
import type { ModelShape } from '../model/shape'
import { ModelVariables } from '../model/variables'

/** State of the sentences being decoded; arrays are row-major with one row a sentence. */
export interface DecodingState {
  h: Float32Array
  c: Float32Array
  fromLatent: Float32Array
  z: Float32Array
}

/** The state of some of `count` rows, in the order given; a row may be taken several times. */
export function takeRows(state: DecodingState, rows: readonly number[], count: number): DecodingState {
  const take = (values: Float32Array) => {
    const width = values.length / count
    const taken = new Float32Array(rows.length * width)
    rows.forEach((row, i) => taken.set(values.subarray(row * width, (row + 1) * width), i * width))
    return taken
  }
  return { h: take(state.h), c: take(state.c), fromLatent: take(state.fromLatent), z: take(state.z) }
}

/** What a search needs of a decoder. */
export type SearchableDecoder = Pick<StepDecoder, 'start' | 'step' | 'shape'>

/** The decoder word by word, for any search over it. */
export class StepDecoder {
  private constructor(
    private readonly begin: Executable,
    private readonly next: Executable,
    readonly shape: ModelShape,
  ) {}

  /** A decoder of the parameters as they are now. */
  static async create(engine: Engine, store: VariableStore, shape: ModelShape): Promise<StepDecoder> {
    const first = new ModelVariables(shape)
    const z = placeholder('z', ['batch', shape.latent])
    const begin = defineProgram({ ...initialState(first, z), from_latent: latentGates(first, z) })
    const state = { h: placeholder('h', ['batch', shape.hidden]), c: placeholder('c', ['batch', shape.hidden]) }
    const step = decoderStep(
      new ModelVariables(shape),
      placeholder('tokens', ['batch'], 'int'),
      placeholder('z', ['batch', shape.latent]),
      placeholder('from_latent', ['batch', 4 * shape.hidden]),
      state,
    )
    const next = defineProgram({ logits: step.logits, next_h: step.h, next_c: step.c })
    return new StepDecoder(await engine.compile(begin, store, { fixed: true }), await engine.compile(next, store, { fixed: true }), shape)
  }

  /** State before the first word, from z [batch, latent]. */
  async start(z: Float32Array): Promise<DecodingState> {
    const { h, c, from_latent } = await this.begin.run({ z }, { batch: z.length / this.shape.latent })
    return { h: h as Float32Array, c: c as Float32Array, fromLatent: from_latent as Float32Array, z }
  }

  /** Feeds one token a sentence; answers logits [batch, vocabulary] and the state after it. Lets the outside in between words. */
  async step(tokens: Int32Array, { h, c, fromLatent, z }: DecodingState): Promise<{ logits: Float32Array; state: DecodingState }> {
    const outputs = await this.next.run(
      { tokens, h, c, from_latent: fromLatent, ...(this.shape.modifiers?.skip && { z }) },
      { batch: tokens.length },
    )
    await setImmediate()
    return {
      logits: outputs.logits as Float32Array,
      state: { h: outputs.next_h as Float32Array, c: outputs.next_c as Float32Array, fromLatent, z },
    }
  }

  async release(): Promise<void> {
    await this.begin.release()
    await this.next.release()
  }
}
