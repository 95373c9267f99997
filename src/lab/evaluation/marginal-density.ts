import { LOG_TWO_PI, type GaussianPosteriors } from './posteriors'

/** Neighbouring sentences that are looked at together. */
const BLOCK = 64
/** Nats under the largest term at which others no longer change a sum of any number of them in float64. */
const NEGLIGIBLE = 45

/** Where a block's means lie, and what no density in it exceeds: that of its least log-variance with its least precision. */
interface Bounds {
  low: number
  high: number
  logvar: number
  precision: number
}

const merged = (a: Bounds, b: Bounds): Bounds => ({
  low: Math.min(a.low, b.low),
  high: Math.max(a.high, b.high),
  logvar: Math.min(a.logvar, b.logvar),
  precision: Math.min(a.precision, b.precision),
})

/** The most that the log-density of a sentence of the block can be at z. */
function mostAt({ low, high, logvar, precision }: Bounds, z: number): number {
  const distance = Math.max(0, low - z, z - high)
  return -0.5 * (LOG_TWO_PI + logvar + distance * distance * precision)
}

/**
 * The aggregated posterior's marginal density in dimension d, log q(z_d), for any number of points. Sentences lie sorted by their means in
 * blocks, and a log-sum-exp in float64 passes over the blocks from z outwards, leaving out those too far away to count: where posteriors
 * are narrow these are nearly all.
 */
export class MarginalDensity {
  private readonly count: number
  private readonly mean: Float64Array
  private readonly logvar: Float64Array
  private readonly precision: Float64Array
  private readonly blocks: readonly Bounds[]
  /** What holds of each block and all before it, and of each block and all after it. */
  private readonly before: readonly Bounds[]
  private readonly after: readonly Bounds[]

  constructor({ count, latent, mean, logvar }: GaussianPosteriors, d: number) {
    const order = Uint32Array.from({ length: count }, (_, n) => n).sort((a, b) => mean[a * latent + d] - mean[b * latent + d])
    const sorted = (values: Float64Array) => Float64Array.from(order, (n) => values[n * latent + d])
    this.count = count
    this.mean = sorted(mean)
    this.logvar = sorted(logvar)
    this.precision = this.logvar.map((value) => Math.exp(-value))
    this.blocks = Array.from({ length: Math.ceil(count / BLOCK) }, (_, b) => {
      const of = (values: Float64Array) => values.subarray(b * BLOCK, (b + 1) * BLOCK)
      const means = of(this.mean)
      return {
        low: means[0],
        high: means[means.length - 1],
        logvar: Math.min(...of(this.logvar)),
        precision: Math.min(...of(this.precision)),
      }
    })
    const running = (blocks: readonly Bounds[]) => {
      let sofar = blocks[0]
      return blocks.map((block) => (sofar = merged(sofar, block)))
    }
    this.before = running(this.blocks)
    this.after = running(this.blocks.toReversed()).reverse()
  }

  /** log q(z_d) at a point. */
  log(z: number): number {
    const { blocks, before, after } = this
    let largest = -Infinity
    let sum = 0
    const add = (block: number) => {
      if (mostAt(blocks[block], z) < largest - NEGLIGIBLE) return
      const end = Math.min(this.count, (block + 1) * BLOCK)
      for (let i = block * BLOCK; i < end; i++) {
        const log = -0.5 * (LOG_TWO_PI + this.logvar[i] + (z - this.mean[i]) ** 2 * this.precision[i])
        if (log <= largest) sum += Math.exp(log - largest)
        else {
          sum = sum * Math.exp(largest - log) + 1
          largest = log
        }
      }
    }
    const nearest = this.blockAt(z)
    for (let block = nearest; block >= 0 && mostAt(before[block], z) >= largest - NEGLIGIBLE; block--) add(block)
    for (let block = nearest + 1; block < blocks.length && mostAt(after[block], z) >= largest - NEGLIGIBLE; block++) add(block)
    return largest + Math.log(sum) - Math.log(this.count)
  }

  /** The last block that begins at or before z, or the first. */
  private blockAt(z: number): number {
    let from = 0
    let to = this.blocks.length
    while (to - from > 1) {
      const middle = (from + to) >> 1
      if (this.blocks[middle].low <= z) from = middle
      else to = middle
    }
    return from
  }
}
