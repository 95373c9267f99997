import { SPLITS, type CorpusStatistics, type Split } from '../../../shared/corpus'

/** Points of the coverage curve between one word and ten. */
const POINTS_A_DECADE = 12

/**
 * How much of each split the most frequent training words cover.
 * @param counts counts[s][r]: occurrences in split s of the training word of rank r, most frequent first
 * @param totals words of each split, those that no rank covers included
 */
export function coverageOf(
  counts: Readonly<Record<Split, Uint32Array>>,
  totals: Readonly<Record<Split, number>>,
): CorpusStatistics['coverage'] {
  const words = curvePoints(counts.train.length)
  const splits = { train: [] as number[], valid: [] as number[], test: [] as number[] }
  for (const split of SPLITS) {
    if (totals[split] === 0) continue
    let covered = 0
    let rank = 0
    for (const most of words) {
      for (; rank < most; rank++) covered += counts[split][rank] ?? 0
      splits[split].push(Math.round((covered / totals[split]) * 1e6) / 1e6)
    }
  }
  return { words, splits }
}

/** 1, 2, … in steps that grow by a factor, and the last. */
function curvePoints(last: number): number[] {
  const points: number[] = []
  for (let i = 0; ; i++) {
    const point = Math.round(10 ** (i / POINTS_A_DECADE))
    if (point >= last) break
    if (point !== points.at(-1)) points.push(point)
  }
  return last > 0 ? [...points, last] : points
}
