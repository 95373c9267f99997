import { countNGrams, ORDERS, type Sentence } from './n-grams'

/** Keeps a precision of nothing from being 0, as the paper's code does. */
const TINY = 1e-15
/** Keeps a denominator of nothing from being 0, as the paper's code does. */
const SMALL = 1e-9
/** Added to the number of references where their lengths are averaged, as the paper's code does. */
const FEW = 1e-4

/** What BLEU needs of the references of a hypothesis; count them once and use them for many hypotheses. */
export interface References {
  /** Average length in words. */
  length: number
  /** For each order, the largest count of an n-gram in any one reference. */
  counts: readonly ReadonlyMap<string, number>[]
}

/**
 * What BLEU adds up over a corpus, [10]: words of the hypothesis, words of its references on average, its n-grams of each order,
 * and those of them that are right.
 */
export type BleuTerms = Float64Array
const HYPOTHESIS = 0
const REFERENCE = 1
const GUESSED = 2
const CORRECT = GUESSED + ORDERS.length
/** Length of `BleuTerms`. */
export const BLEU_TERMS = CORRECT + ORDERS.length

const averageLength = (sum: number, count: number) => sum / (count + FEW)

export function countReferences(sentences: readonly Sentence[]): References {
  const counts = ORDERS.map((order) => {
    const largest = new Map<string, number>()
    for (const sentence of sentences)
      for (const [gram, count] of countNGrams(sentence, order)) if (count > (largest.get(gram) ?? 0)) largest.set(gram, count)
    return largest
  })
  const length = sentences.reduce((sum, sentence) => sum + sentence.length, 0)
  return { length: averageLength(length, sentences.length), counts }
}

/** Terms of one hypothesis; `allowed` says how often an n-gram may be right, given how often it occurs. */
function termsOf(
  hypothesis: Sentence,
  referenceLength: number,
  allowed: (order: number, gram: string, count: number) => number,
): BleuTerms {
  const terms = new Float64Array(BLEU_TERMS)
  terms[HYPOTHESIS] = hypothesis.length
  terms[REFERENCE] = referenceLength
  ORDERS.forEach((order, k) => {
    terms[GUESSED + k] = Math.max(0, hypothesis.length - k)
    for (const [gram, count] of countNGrams(hypothesis, order)) terms[CORRECT + k] += Math.min(count, allowed(k, gram, count))
  })
  return terms
}

/** Terms of one hypothesis against its references. */
export function bleuTerms(hypothesis: Sentence, { length, counts }: References): BleuTerms {
  return termsOf(hypothesis, length, (k, gram) => counts[k].get(gram) ?? 0)
}

/** Adds terms to others. */
export function addTerms(sums: Float64Array, terms: BleuTerms): void {
  for (let i = 0; i < BLEU_TERMS; i++) sums[i] += terms[i]
}

/**
 * BLEU-1 to BLEU-4 in percent of summed terms: the geometric mean of the precisions up to each order times the brevity penalty.
 * Of no words it is 0.
 */
export function bleuOfTerms(sums: ArrayLike<number>): number[] {
  const ratio = (sums[HYPOTHESIS] + TINY) / (sums[REFERENCE] + SMALL)
  const penalty = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1
  let product = 1
  return ORDERS.map((order, k) => {
    product *= (sums[CORRECT + k] + TINY) / (sums[GUESSED + k] + SMALL)
    return 100 * penalty * product ** (1 / order)
  })
}

/**
 * Corpus BLEU-1 to BLEU-4 in percent (Papineni et al. 2002) in the flavour of the paper's code: average reference length.
 *
 * @param references those of each hypothesis; hypotheses may share them.
 * @throws RangeError where there are not as many references as hypotheses.
 */
export function bleu(hypotheses: readonly Sentence[], references: readonly References[]): number[] {
  if (hypotheses.length !== references.length)
    throw new RangeError(`BLEU needs references for each hypothesis: ${hypotheses.length} hypotheses have ${references.length}.`)
  const sums = new Float64Array(BLEU_TERMS)
  hypotheses.forEach((hypothesis, i) => addTerms(sums, bleuTerms(hypothesis, references[i])))
  return bleuOfTerms(sums)
}

/**
 * Self-BLEU-1 to self-BLEU-4 in percent (Zhu et al. 2018): the corpus BLEU of each sentence against all others. The lower,
 * the more diverse.
 *
 * @throws RangeError of fewer than two sentences.
 */
export function selfBleu(sentences: readonly Sentence[]): number[] {
  if (sentences.length < 2) throw new RangeError(`Self-BLEU compares sentences: it needs two or more, not ${sentences.length}.`)
  // The largest count of an n-gram among all others is the largest of all, or the second largest for the sentence that has it.
  const largest = ORDERS.map((order) => {
    const two = new Map<string, [first: number, second: number]>()
    for (const sentence of sentences)
      for (const [gram, count] of countNGrams(sentence, order)) {
        const [first, second] = two.get(gram) ?? [0, 0]
        two.set(gram, count > first ? [count, first] : [first, Math.max(second, count)])
      }
    return two
  })
  const length = sentences.reduce((sum, sentence) => sum + sentence.length, 0)
  const sums = new Float64Array(BLEU_TERMS)
  for (const sentence of sentences)
    addTerms(
      sums,
      termsOf(sentence, averageLength(length - sentence.length, sentences.length - 1), (k, gram, count) => {
        const [first, second] = largest[k].get(gram)!
        return count === first ? second : first
      }),
    )
  return bleuOfTerms(sums)
}
