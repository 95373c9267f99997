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

/** Sums over a corpus that BLEU is computed from. */
interface Totals {
  hypothesisLength: number
  referenceLength: number
  guessed: number[]
  correct: number[]
}

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

function emptyTotals(): Totals {
  return { hypothesisLength: 0, referenceLength: 0, guessed: ORDERS.map(() => 0), correct: ORDERS.map(() => 0) }
}

/** Adds one hypothesis; `allowed` says how often an n-gram may be right, given how often it occurs. */
function addHypothesis(
  totals: Totals,
  hypothesis: Sentence,
  referenceLength: number,
  allowed: (order: number, gram: string, count: number) => number,
): void {
  totals.hypothesisLength += hypothesis.length
  totals.referenceLength += referenceLength
  ORDERS.forEach((order, k) => {
    totals.guessed[k] += Math.max(0, hypothesis.length - k)
    for (const [gram, count] of countNGrams(hypothesis, order)) totals.correct[k] += Math.min(count, allowed(k, gram, count))
  })
}

/** Geometric mean of the precisions up to each order times the brevity penalty, in percent. */
function score({ hypothesisLength, referenceLength, guessed, correct }: Totals): number[] {
  const ratio = (hypothesisLength + TINY) / (referenceLength + SMALL)
  const penalty = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1
  let product = 1
  return ORDERS.map((order, k) => {
    product *= (correct[k] + TINY) / (guessed[k] + SMALL)
    return 100 * penalty * product ** (1 / order)
  })
}

/**
 * Corpus BLEU-1 to BLEU-4 in percent (Papineni et al. 2002) in the flavour of the paper's code: average reference length.
 * Of no words it is 0.
 *
 * @param references those of each hypothesis; hypotheses may share them.
 * @throws RangeError where there are not as many references as hypotheses.
 */
export function bleu(hypotheses: readonly Sentence[], references: readonly References[]): number[] {
  if (hypotheses.length !== references.length)
    throw new RangeError(`BLEU needs references for each hypothesis: ${hypotheses.length} hypotheses have ${references.length}.`)
  const totals = emptyTotals()
  hypotheses.forEach((hypothesis, i) => {
    const { length, counts } = references[i]
    addHypothesis(totals, hypothesis, length, (k, gram) => counts[k].get(gram) ?? 0)
  })
  return score(totals)
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
  const totals = emptyTotals()
  for (const sentence of sentences)
    addHypothesis(totals, sentence, averageLength(length - sentence.length, sentences.length - 1), (k, gram, count) => {
      const [first, second] = largest[k].get(gram)!
      return count === first ? second : first
    })
  return score(totals)
}
