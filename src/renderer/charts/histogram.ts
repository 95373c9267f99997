/** A histogram of several splits over the same bins. */
export interface Histogram {
  /** Bin names: a length, or a range of lengths. */
  labels: string[]
  /** [splits][bins]: share of the split's sentences in the bin. */
  shares: number[][]
}

/**
 * Bins of equal width over sentence lengths, from the shortest to the longest that occur.
 * @param lengths lengths[split][n] = sentences of n words
 * @param most the most bins
 */
export function histogramOf(lengths: readonly (readonly number[])[], most = 40): Histogram {
  const longest = Math.max(0, ...lengths.map((counts) => counts.findLastIndex((count) => count > 0)))
  const firsts = lengths.map((counts) => counts.findIndex((count) => count > 0)).filter((first) => first >= 0)
  const shortest = firsts.length > 0 ? Math.min(...firsts) : 0
  const width = Math.max(1, Math.ceil((longest - shortest + 1) / most))
  const bins = Math.max(1, Math.ceil((longest - shortest + 1) / width))
  const labels = Array.from({ length: bins }, (_, bin) => {
    const from = shortest + bin * width
    return width === 1 ? String(from) : `${from}–${from + width - 1}`
  })
  const shares = lengths.map((counts) => {
    const total = counts.reduce((sum, count) => sum + count, 0)
    const row = new Array<number>(bins).fill(0)
    for (let n = shortest; n <= longest; n++) row[Math.floor((n - shortest) / width)] += (counts[n] ?? 0) / Math.max(1, total)
    return row
  })
  return { labels, shares }
}

/** From here on (share) a round end of the axis would lie beyond 100 %. */
const NEARLY_ALL = 0.75

/** The end and the ticks of an axis of shares: quarters of the whole where one bin holds nearly all, else as the chart rounds them. */
export function shareAxis(shares: readonly (readonly number[])[]): { max?: number; interval?: number } {
  return Math.max(0, ...shares.flat()) > NEARLY_ALL ? { max: 1, interval: 0.25 } : {}
}
