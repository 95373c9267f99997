import { setImmediate } from 'node:timers/promises'
import type { PriorSampleMetrics } from '../../shared/text-evaluation'
import { addTerms, bleuOfTerms, BLEU_TERMS, bleuTerms, countReferences, type References } from '../generation/bleu'
import { ORDERS, type Sentence } from '../generation/n-grams'
import type { Random } from '../random'
import { weightedSums } from './bootstrap'
import { asFour, asOverlap, estimates } from './estimates'
import { phases } from './phases'

/** Most pieces in which BLEU is taken. */
const MOST_PIECES = 50

/** As in the paper's code: 50, fewer where the split is so small that a piece would hold fewer sentences than there are pieces. */
export const piecesOf = (sentences: number): number => Math.max(1, Math.min(MOST_PIECES, Math.floor(Math.sqrt(sentences) - 1)))

/** BLEU-1 to BLEU-4 of each piece against all references, times its sentences, and these: [pieces, 5]. */
async function scorePieces(hypotheses: readonly Sentence[], references: References, onProgress: (share: number) => void) {
  const pieces = piecesOf(hypotheses.length)
  const length = Math.ceil(hypotheses.length / pieces)
  const width = ORDERS.length + 1
  const scores = new Float64Array(pieces * width)
  for (let piece = 0; piece < pieces; piece++) {
    const ours = hypotheses.slice(piece * length, (piece + 1) * length)
    const sums = new Float64Array(BLEU_TERMS)
    for (const hypothesis of ours) addTerms(sums, bleuTerms(hypothesis, references))
    scores.set([...bleuOfTerms(sums).map((value) => value * ours.length), ours.length], piece * width)
    onProgress((piece + 1) / pieces)
    await setImmediate()
  }
  return scores
}

/** Means over pieces by their sentences, for each order. */
function meansOf(scores: Float64Array, counts: Float64Array): number[] {
  const sums = weightedSums(scores, counts)
  return ORDERS.map((_, k) => sums[k] / sums[ORDERS.length])
}

/**
 * BLEU of sentences decoded from the prior, as many as the split has. Precision: samples against all of the split; recall: the
 * split against all samples; both in pieces, whose means by size they are; F: their harmonic mean. Intervals by bootstrap over the
 * pieces.
 */
export async function evaluatePriorSamples(
  samples: readonly Sentence[],
  split: readonly Sentence[],
  random: Random,
  onProgress: (share: number) => void,
): Promise<PriorSampleMetrics> {
  const [precise, recalling, resampling] = phases(onProgress, [0.45, 0.45, 0.1])
  const precision = await scorePieces(samples, countReferences(split), precise)
  const recall = await scorePieces(split, countReferences(samples), recalling)
  const pieces = piecesOf(samples.length)
  const found = await estimates(
    pieces,
    (counts) => {
      const [p, r] = [meansOf(precision, counts), meansOf(recall, counts)]
      return ORDERS.flatMap((_, k) => [p[k], r[k], p[k] + r[k] === 0 ? 0 : (2 * p[k] * r[k]) / (p[k] + r[k])])
    },
    { random, onProgress: resampling },
  )
  return { sentences: samples.length, pieces, bleu: asFour(ORDERS.map((_, k) => asOverlap(found.slice(3 * k)))) }
}
