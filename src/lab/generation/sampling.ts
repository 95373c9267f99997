import { END, START } from '../corpus/corpus'
import type { Random } from '../random'
import { takeRows, type SearchableDecoder } from './decoder'
import { argmax, LONGEST } from './greedy'
import { logNormaliser } from './log-softmax'

export interface SamplingOptions {
  /** Divides the logits, above 0; default 1. Below 1 likely words become likelier; towards 0 it becomes greedy decoding. */
  temperature?: number
  /** In (0, 1], default 1: words are drawn from the smallest set of likeliest ones that holds this probability. */
  topP?: number
  random: Random
  /** Most tokens, the start symbol counted; default 100. */
  longest?: number
}

/**
 * Draws one word of `width` logits from `from` by the nucleus method (Holtzman et al. 2020).
 *
 * @param uniform a uniform number in [0, 1) that decides
 */
export function drawWord(
  logits: ArrayLike<number>,
  from: number,
  width: number,
  { temperature, topP }: { temperature: number; topP: number },
  uniform: number,
): number {
  // The largest comes first off, so that no temperature overflows.
  const largest = logits[from + argmax(logits, from, width)]
  const scaled = Float64Array.from({ length: width }, (_, i) => (logits[from + i] - largest) / temperature)
  const normaliser = logNormaliser(scaled, 0, width)
  const probabilities = scaled.map((logit) => Math.exp(logit - normaliser))
  const words = topP < 1 ? nucleus(probabilities, topP) : probabilities.keys()
  const mass = topP < 1 ? (words as number[]).reduce((sum, word) => sum + probabilities[word], 0) : 1
  let rest = uniform * mass
  let last = 0
  for (const word of words) {
    if (probabilities[word] === 0) continue
    last = word
    rest -= probabilities[word]
    if (rest < 0) break
  }
  return last
}

/** The fewest words, the likeliest first, whose probabilities sum to `topP` or more. */
function nucleus(probabilities: Float64Array, topP: number): number[] {
  // Words below this hold less than 1 − topP together, so that none of them is needed: few words are left to sort.
  const least = (1 - topP) / probabilities.length
  const words: number[] = []
  probabilities.forEach((probability, word) => probability >= least && words.push(word))
  words.sort((a, b) => probabilities[b] - probabilities[a] || a - b)
  let sum = 0
  let size = 0
  while (size < words.length && sum < topP) sum += probabilities[words[size++]]
  return words.slice(0, size)
}

/**
 * Ancestral sampling with temperature and top-p, until `</s>` or `longest` tokens. One number is drawn for each sentence
 * that has not ended, in order, at every step: one generator, z and model give the same sentences.
 *
 * @param z [sentences, latent]
 * @returns word ids of each sentence, without start and end symbols
 * @throws RangeError where temperature or topP is out of its range.
 */
export async function decodeBySampling(
  decoder: SearchableDecoder,
  z: Float32Array,
  { temperature = 1, topP = 1, random, longest = LONGEST }: SamplingOptions,
): Promise<number[][]> {
  if (!(temperature > 0 && temperature < Infinity)) throw new RangeError(`A temperature is a number above 0, not ${temperature}.`)
  if (!(topP > 0 && topP <= 1)) throw new RangeError(`Top-p is a probability above 0 and at most 1, not ${topP}.`)
  const { vocabulary, latent } = decoder.shape
  if (z.length === 0) return []
  const sentences: number[][] = Array.from({ length: z.length / latent }, () => [])
  let active = sentences.map((words) => ({ words, token: START }))
  let state = await decoder.start(z)
  for (let length = 1; length < longest && active.length > 0; length++) {
    const { logits, state: next } = await decoder.step(
      Int32Array.from(active, ({ token }) => token),
      state,
    )
    active.forEach((sentence, row) => {
      sentence.token = drawWord(logits, row * vocabulary, vocabulary, { temperature, topP }, random.uniform())
      if (sentence.token !== END) sentence.words.push(sentence.token)
    })
    const rows = [...active.keys()].filter((row) => active[row].token !== END)
    state = rows.length === active.length ? next : takeRows(next, rows, active.length)
    active = rows.map((row) => active[row])
  }
  return sentences
}
