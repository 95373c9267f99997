import { END, START } from '../corpus/corpus'
import { takeRows, type SearchableDecoder } from './decoder'

/** Most tokens of a decoded sentence, the start symbol counted: the paper's 100. */
export const LONGEST = 100

/** Index of the largest of `width` logits from `from`; the first where several are equal. */
export function argmax(logits: ArrayLike<number>, from: number, width: number): number {
  let best = 0
  for (let i = 1; i < width; i++) if (logits[from + i] > logits[from + best]) best = i
  return best
}

/**
 * Greedy decoding: the likeliest word at every step until `</s>` or `longest` tokens.
 *
 * @param z [sentences, latent]
 * @returns word ids of each sentence, without start and end symbols
 */
export async function decodeGreedily(decoder: SearchableDecoder, z: Float32Array, longest = LONGEST): Promise<number[][]> {
  const { vocabulary, latent } = decoder.shape
  if (z.length === 0) return []
  const sentences: number[][] = Array.from({ length: z.length / latent }, () => [])
  // The sentences that have not ended: only they are decoded on.
  let active = sentences
  let tokens = new Int32Array(active.length).fill(START)
  let state = await decoder.start(z)
  for (let length = 1; length < longest && active.length > 0; length++) {
    const { logits, state: next } = await decoder.step(tokens, state)
    const words = active.map((_, row) => argmax(logits, row * vocabulary, vocabulary))
    const rows = [...active.keys()].filter((row) => words[row] !== END)
    state = rows.length === active.length ? next : takeRows(next, rows, active.length)
    active = rows.map((row) => active[row])
    tokens = Int32Array.from(rows, (row) => words[row])
    active.forEach((sentence, i) => sentence.push(tokens[i]))
  }
  return sentences
}
