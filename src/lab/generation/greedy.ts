import { END, START } from '../corpus/corpus'
import type { SearchableDecoder } from './decoder'

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
  const count = z.length / latent
  const sentences: number[][] = Array.from({ length: count }, () => [])
  const ended = new Uint8Array(count)
  let state = await decoder.start(z)
  let tokens = new Int32Array(count).fill(START)
  for (let length = 1; length < longest && ended.includes(0); length++) {
    const { logits, state: next } = await decoder.step(tokens, state)
    state = next
    tokens = tokens.map((_, b) => argmax(logits, b * vocabulary, vocabulary))
    for (let b = 0; b < count; b++) {
      if (tokens[b] === END) ended[b] = 1
      if (!ended[b]) sentences[b].push(tokens[b])
    }
  }
  return sentences
}
