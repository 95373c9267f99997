import { setImmediate } from 'node:timers/promises'
import { defineProgram, logSumExp, placeholder, type Program } from '../graph'
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

/** A word further: logits [batch, vocabulary] and the state after it. */
export interface DecodingStep {
  logits: Float32Array
  state: DecodingState
}

/** What a search needs of a decoder. */
export type SearchableDecoder = Pick<StepDecoder, 'start' | 'step' | 'score' | 'shape'>

/** The decoder word by word, for any search over it. */
export class StepDecoder {
  private constructor(
    private readonly begin: Executable,
    private readonly next: Executable,
    private readonly scored: Executable,
    readonly shape: ModelShape,
  ) {}

  /** A decoder of the parameters as they are now. */
  static async create(engine: Engine, store: VariableStore, shape: ModelShape): Promise<StepDecoder> {
    const compile = (program: Program) => engine.compile(program, store, { fixed: true })
    const first = new ModelVariables(shape)
    const z = placeholder('z', ['batch', shape.latent])
    const begin = defineProgram({ ...initialState(first, z), from_latent: latentGates(first, z) })
    const state = { h: placeholder('h', ['batch', shape.hidden]), c: placeholder('c', ['batch', shape.hidden]) }
    const { logits, h, c } = decoderStep(
      new ModelVariables(shape),
      placeholder('tokens', ['batch'], 'int'),
      placeholder('z', ['batch', shape.latent]),
      placeholder('from_latent', ['batch', 4 * shape.hidden]),
      state,
    )
    const next = { logits, next_h: h, next_c: c }
    const scored = { ...next, normalisers: logSumExp(logits, [-1]) }
    return new StepDecoder(await compile(begin), await compile(defineProgram(next)), await compile(defineProgram(scored)), shape)
  }

  /** State before the first word, from z [batch, latent]. */
  async start(z: Float32Array): Promise<DecodingState> {
    const { h, c, from_latent } = await this.begin.run({ z }, { batch: z.length / this.shape.latent })
    return { h: h as Float32Array, c: c as Float32Array, fromLatent: from_latent as Float32Array, z }
  }

  /** Feeds one token a sentence. Lets the outside in between words. */
  step(tokens: Int32Array, state: DecodingState): Promise<DecodingStep> {
    return this.run(this.next, tokens, state)
  }

  /** The same with the logarithm of each sentence's Σ exp(logits), [batch]: a logit less it is a log-probability. */
  score(tokens: Int32Array, state: DecodingState): Promise<DecodingStep & { normalisers: Float32Array }> {
    return this.run(this.scored, tokens, state)
  }

  private async run(executable: Executable, tokens: Int32Array, { h, c, fromLatent, z }: DecodingState) {
    const outputs = await executable.run(
      { tokens, h, c, from_latent: fromLatent, ...(this.shape.modifiers?.skip && { z }) },
      { batch: tokens.length },
    )
    await setImmediate()
    return {
      logits: outputs.logits as Float32Array,
      normalisers: outputs.normalisers as Float32Array,
      state: { h: outputs.next_h as Float32Array, c: outputs.next_c as Float32Array, fromLatent, z },
    }
  }

  async release(): Promise<void> {
    for (const executable of [this.begin, this.next, this.scored]) await executable.release()
  }
}
