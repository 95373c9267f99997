import { END } from '../../../src/lab/corpus/corpus'
import type { DecodingState, SearchableDecoder } from '../../../src/lab/generation/decoder'
import { logNormaliser } from '../../../src/lab/generation/log-softmax'

/** Logits of the next word, of 6 (the first four are symbols), from the last word, how many came before it, and z. */
export type NextWord = (token: number, position: number, z: number) => readonly number[]

/** A decoder of latent size 1 whose state counts the words; it notices rows whose parts of the state were mixed up. */
export function madeUpDecoder(next: NextWord, vocabulary = 6): SearchableDecoder & { steps: number[] } {
  const steps: number[] = []
  const decoder: ReturnType<typeof madeUpDecoder> = {
    steps,
    shape: { vocabulary, embedding: 1, hidden: 2, latent: 1 },
    async start(z) {
      const h = Float32Array.from(z, () => 0)
      return { h, c: Float32Array.from([...z].flatMap((value) => [value, value])), fromLatent: z.slice(), z }
    },
    async step(tokens, state) {
      steps.push(tokens.length)
      const { h, c, fromLatent, z } = state
      tokens.forEach((_, row) => {
        if ([c[2 * row], c[2 * row + 1], fromLatent[row]].some((value) => value !== z[row])) throw new Error(`Row ${row} is mixed up.`)
      })
      if ([h, fromLatent, z].some(({ length }) => length !== tokens.length)) throw new Error('The state has other rows than the words.')
      const logits = Float32Array.from([...tokens].flatMap((token, row) => [...next(token, h[row], z[row])]))
      const after: DecodingState = { ...state, h: h.map((position) => position + 1) }
      return { logits, state: after }
    },
    async score(tokens, state) {
      const { logits, ...rest } = await decoder.step(tokens, state)
      const normalisers = Float32Array.from(tokens, (_, row) => logNormaliser(logits, row * vocabulary, vocabulary))
      return { logits, normalisers, ...rest }
    },
  }
  return decoder
}

/** Says word 3 + z once for each z, then ends. */
export const countdown: NextWord = (_, position, z) => [0, 1, 2, 3, 4, 5].map((word) => (word === (position < z ? 3 + z : END) ? 50 : 0))
