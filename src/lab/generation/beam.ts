import { END, START } from '../corpus/corpus'
import { takeRows, type SearchableDecoder } from './decoder'
import { finiteNormaliser } from './log-softmax'

/** Width of the paper's beam. */
export const BEAM = 5

/** Most tokens of a beam, the start symbol counted: the paper's 100 steps, one more than those of greedy decoding. */
const LONGEST_BEAM = 101

export interface BeamOptions {
  /** Hypotheses kept a sentence, 1 or more; default 5. */
  beam?: number
  /** Most tokens, the start symbol counted; default 101. */
  longest?: number
}

/** A beginning of a sentence: its last word, what stands before it, and its log-probability. */
interface Hypothesis {
  word: number
  before: Hypothesis | null
  logProbability: number
}

/** A hypothesis and the row of the decoder's state that it continues. */
interface Candidate extends Hypothesis {
  row: number
}

/** One sentence's search; `first` is the row of its first live hypothesis. */
interface Search {
  live: Hypothesis[]
  first: number
  ended: number
  /** The likeliest of those that ended; of equal ones, the first. */
  best: Hypothesis | null
}

/** Logits of each row [rows, vocabulary], and what makes log-probabilities of them [rows]. */
interface Scores {
  logits: Float32Array
  normalisers: Float32Array
}

/** The likeliest continuations of a search's live hypotheses by one word, the likeliest first. */
function continuations({ live, first }: Search, { logits, normalisers }: Scores, vocabulary: number, count: number): Candidate[] {
  const kept: Candidate[] = []
  live.forEach((before, i) => {
    const row = first + i
    const from = row * vocabulary
    const base = before.logProbability - finiteNormaliser(normalisers[row])
    for (let word = 0; word < vocabulary; word++) {
      const logProbability = base + logits[from + word]
      if (kept.length === count && !(logProbability > kept[count - 1].logProbability)) continue
      let place = kept.length
      while (place > 0 && logProbability > kept[place - 1].logProbability) place--
      kept.splice(place, 0, { word, before, logProbability, row })
      if (kept.length > count) kept.pop()
    }
  })
  return kept
}

/** One step of a search; answers the rows that its live hypotheses continue. */
function advance(search: Search, scores: Scores, vocabulary: number, beam: number): number[] {
  const candidates = continuations(search, scores, vocabulary, beam - search.ended)
  for (const candidate of candidates)
    if (candidate.word === END) {
      search.ended++
      if (!search.best || candidate.logProbability > search.best.logProbability) search.best = candidate
    }
  const live = candidates.filter(({ word }) => word !== END)
  // More words only lower a probability: once an ended hypothesis is as likely as the best live one, it stays the answer.
  const decided = search.best && (live.length === 0 || search.best.logProbability >= live[0].logProbability)
  search.live = decided ? [] : live
  return decided ? [] : live.map(({ row }) => row)
}

/** Word ids of a hypothesis, without start and end symbols. */
function wordsOf(hypothesis: Hypothesis): number[] {
  const words: number[] = []
  for (let at = hypothesis; at.before; at = at.before) words.push(at.word)
  if (words[0] === END) words.shift()
  return words.reverse()
}

/**
 * Beam search as in the paper's code, over all sentences at once. A hypothesis that ends leaves the beam and narrows it by
 * one; the answer is the likeliest hypothesis, ended or cut at `longest` tokens, by its summed log-probability: lengths are
 * not normalised.
 *
 * @param z [sentences, latent]
 * @returns word ids of each sentence, without start and end symbols
 * @throws RangeError where the beam is not a whole number of 1 or more.
 */
export async function decodeByBeam(
  decoder: SearchableDecoder,
  z: Float32Array,
  { beam = BEAM, longest = LONGEST_BEAM }: BeamOptions = {},
): Promise<number[][]> {
  if (!Number.isInteger(beam) || beam < 1) throw new RangeError(`The width of a beam is a whole number of 1 or more, not ${beam}.`)
  const { vocabulary, latent } = decoder.shape
  if (z.length === 0) return []
  const searches = Array.from({ length: z.length / latent }, (_, first): Search => {
    return { live: [{ word: START, before: null, logProbability: 0 }], first, ended: 0, best: null }
  })
  let active = searches
  let state = await decoder.start(z)
  for (let length = 1; length < longest && active.length > 0; length++) {
    const tokens = Int32Array.from(active.flatMap(({ live }) => live.map(({ word }) => word)))
    const { state: next, ...scores } = await decoder.score(tokens, state)
    const rows: number[] = []
    for (const search of active) {
      const continued = advance(search, scores, vocabulary, beam)
      search.first = rows.length
      rows.push(...continued)
    }
    active = active.filter(({ live }) => live.length > 0)
    state = takeRows(next, rows, tokens.length)
  }
  // Live hypotheses of an undecided search are likelier than its ended ones; the first is the likeliest.
  return searches.map(({ live, best }) => wordsOf(live.length > 0 ? live[0] : best!))
}
