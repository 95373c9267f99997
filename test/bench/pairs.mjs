/** The middle of some values, or the mean of the two middle ones. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const round = (value) => Math.round(value * 1000) / 1000

/**
 * How many times as fast as PyTorch Plenum was: the yardstick's median over Plenum's in each pair, and the middle of these ratios with
 * the least and the most, since the machine's speed changes from pair to pair.
 * @param pairs of figures with `ms_median`
 */
export function ratiosOf(pairs) {
  const ratios = pairs.map(({ torch, plenum }) => torch.ms_median / plenum.ms_median)
  return { ratios: ratios.map(round), median: round(median(ratios)), min: round(Math.min(...ratios)), max: round(Math.max(...ratios)) }
}

/**
 * What an objective's step costs over the first one's, as a share, where both were timed in turn: the median over turns.
 * @param figures of one process, each with its times `ms` in order
 */
export function costsOf(figures) {
  const [first] = figures
  return figures.slice(1).map(({ objective, ms }) => ({ objective, cost: round(median(ms.map((time, i) => time / first.ms[i])) - 1) }))
}
