import type { Path } from '../../shared/decoding'
import type { InterpolationMetrics } from '../../shared/text-evaluation'
import { addTerms, bleuOfTerms, BLEU_TERMS, bleuTerms, countReferences, selfBleu } from '../generation/bleu'
import { distinct } from '../generation/distinct'
import { ORDERS, type Sentence } from '../generation/n-grams'
import { PATH_POINTS, pathBetween } from '../generation/path'
import { rougeOf } from '../generation/rouge'
import type { Random } from '../random'
import { weightedSums } from './bootstrap'
import { asFour, asOverlap, estimates } from './estimates'
import { phases } from './phases'
import type { Posteriors } from './posteriors'

/** Paths decoded together. */
const TOGETHER = 64

/** The terms of one path lie side by side: precision, recall and F of every point against either end, then … */
const ROUGE = 3
const FIRST = 0
const SECOND = FIRST + PATH_POINTS * ROUGE
const BLEU = SECOND + PATH_POINTS * ROUGE
const SELF_BLEU = BLEU + BLEU_TERMS
const DISTINCT = SELF_BLEU + ORDERS.length
const WIDTH = DISTINCT + ORDERS.length

export interface InterpolationInput {
  posteriors: Posteriors
  /** Words of the n-th sentence of the split, as the model reads them. */
  source(n: number): Sentence
  /** Greedy decodes of codes [sentences, latent]. */
  decode(z: Float32Array, onProgress: (share: number) => void): Promise<Sentence[]>
  random: Random
  /** Gets the share done and may throw to cancel. */
  onProgress(share: number): void
}

/** What a path's metrics are computed from, [WIDTH]. */
function termsOf(points: readonly Sentence[], first: Sentence, second: Sentence): Float64Array {
  const terms = new Float64Array(WIDTH)
  points.forEach((point, p) => {
    for (const [at, end] of [[FIRST, first] as const, [SECOND, second] as const]) {
      const { precision, recall, f } = rougeOf(point, end).rougeL
      terms.set([precision, recall, f], at + p * ROUGE)
    }
  })
  const ends = terms.subarray(BLEU, BLEU + BLEU_TERMS)
  addTerms(ends, bleuTerms(points[0], countReferences([first])))
  addTerms(ends, bleuTerms(points[points.length - 1], countReferences([second])))
  terms.set(selfBleu(points), SELF_BLEU)
  terms.set(distinct(points), DISTINCT)
  return terms
}

/** All metrics, as one list: ROUGE against the first end, the second and both, then BLEU, self-BLEU, distinct. */
function metricsOf(terms: Float64Array, counts: Float64Array): number[] {
  const sums = weightedSums(terms, counts)
  const mean = (from: number, to: number) => Array.from(sums.subarray(from, to), (sum) => sum / counts.length)
  const [first, second] = [mean(FIRST, SECOND), mean(SECOND, BLEU)]
  const both = first.map((value, i) => (value + second[i]) / 2)
  return [...first, ...second, ...both, ...bleuOfTerms(sums.subarray(BLEU, SELF_BLEU)), ...mean(SELF_BLEU, WIDTH)]
}

/**
 * Interpolations between sentences 0 and 1, 2 and 3, … of a split: their posterior means mixed at 11 points, along the line, or on
 * the sphere along the great circle, and decoded. Null where there are fewer than two sentences.
 */
export async function evaluateInterpolations({
  posteriors,
  source,
  decode,
  random,
  onProgress,
}: InterpolationInput): Promise<InterpolationMetrics | null> {
  const { latent, mean } = posteriors
  const pairs = Math.floor(posteriors.count / 2)
  if (pairs === 0) return null
  const path: Path = posteriors.family === 'vmf' ? 'circle' : 'line'
  const [decoding, resampling] = phases(onProgress, [0.99, 0.01])
  const code = (n: number) => mean.subarray(n * latent, (n + 1) * latent)
  const terms = new Float64Array(pairs * WIDTH)
  for (let from = 0; from < pairs; from += TOGETHER) {
    const here = Math.min(TOGETHER, pairs - from)
    const z = new Float32Array(here * PATH_POINTS * latent)
    for (let i = 0; i < here; i++) {
      const n = 2 * (from + i)
      z.set(pathBetween(code(n), code(n + 1), PATH_POINTS, path), i * PATH_POINTS * latent)
    }
    const decoded = await decode(z, (share) => decoding((from + here * share) / pairs))
    for (let i = 0; i < here; i++) {
      const n = 2 * (from + i)
      terms.set(termsOf(decoded.slice(i * PATH_POINTS, (i + 1) * PATH_POINTS), source(n), source(n + 1)), (from + i) * WIDTH)
    }
  }
  const found = await estimates(pairs, (counts) => metricsOf(terms, counts), { random, onProgress: resampling })
  const overlap = (end: number, p: number) => asOverlap(found.slice((end * PATH_POINTS + p) * ROUGE))
  const rest = found.slice(3 * PATH_POINTS * ROUGE)
  return {
    path,
    pairs,
    points: Array.from({ length: PATH_POINTS }, (_, p) => ({
      t: p / (PATH_POINTS - 1),
      rouge_first: overlap(0, p),
      rouge_second: overlap(1, p),
      rouge_both: overlap(2, p),
    })),
    bleu: asFour(rest),
    self_bleu: asFour(rest.slice(4)),
    distinct: asFour(rest.slice(8)),
  }
}
