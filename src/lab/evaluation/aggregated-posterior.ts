import { setImmediate } from 'node:timers/promises'
import type { Engine, Executable } from '../engines/engine'
import { defineProgram, exp, matmul, placeholder, reduceMax, reduceSum, reshape, sub } from '../graph'
import { logNormaliser } from '../model/von-mises-fisher'
import { LOG_TWO_PI, selectPosteriors, type Posteriors } from './posteriors'

/**
 * Points and sentences a run of the engine takes at most. Its product's operands are packed anew in every run, which a tile as high as
 * wide spreads over the most pairs, and the 2 MiB of float64 values that it leaves stay in the cache.
 */
const MOST = 512

/**
 * The aggregated posterior's joint density, log q(z) = log (1/N) Σ_n q(z | x_n), for many points at once, on the engine in
 * float64. A log-density is one product of what depends on the point alone (z² and z, or on the sphere z, and 1) with what depends on
 * the sentence alone; the cancellation in it does no harm at that precision as long as standard deviations are above some 1e-5.
 */
export class AggregatedPosterior {
  private constructor(
    private readonly executable: Executable,
    private readonly posteriors: Posteriors,
    private readonly width: number,
    /** What depends on the sentences alone, [width, sentences] of each block of them. */
    private readonly blocks: readonly Float64Array[],
  ) {}

  static async create(engine: Engine, posteriors: Posteriors): Promise<AggregatedPosterior> {
    const { count, latent } = posteriors
    const width = (posteriors.family === 'gaussian' ? 2 * latent : latent) + 1
    const products = matmul(placeholder('features', ['points', width]), placeholder('components', [width, 'sentences']))
    // By its steps: the runtime's softmax, by which it does a log-sum-exp in one, is slow at this precision.
    const largest = reduceMax(products, [-1], true)
    const sum = reduceSum(exp(sub(products, largest)), [-1])
    const blocks = Array.from({ length: Math.ceil(count / MOST) }, (_, i) => {
      const part = Array.from({ length: Math.min(MOST, count - i * MOST) }, (_, n) => i * MOST + n)
      return componentsOf(selectPosteriors(posteriors, part), width)
    })
    const program = defineProgram({ largest: reshape(largest, ['points']), sum })
    return new AggregatedPosterior(await engine.compile(program, new Map(), { precision: 'float64' }), posteriors, width, blocks)
  }

  /** log q(z) of each point, [points]; `onProgress` gets the share done and may throw to cancel. @param z [points, latent] */
  async logDensity(z: Float64Array, onProgress: (share: number) => void = () => {}): Promise<Float64Array> {
    const { count, latent } = this.posteriors
    const points = z.length / latent
    const out = new Float64Array(points)
    for (let from = 0; from < points; from += MOST) {
      const to = Math.min(points, from + MOST)
      const features = this.featuresOf(z.subarray(from * latent, to * latent))
      const largest = new Float64Array(to - from).fill(-Infinity)
      const sums = new Float64Array(to - from)
      for (const components of this.blocks) {
        const sizes = { points: to - from, sentences: components.length / this.width }
        const block = await this.executable.run({ features, components }, sizes)
        for (let s = 0; s < sums.length; s++) {
          const both = Math.max(largest[s], block.largest[s])
          sums[s] = sums[s] * Math.exp(largest[s] - both) + block.sum[s] * Math.exp(block.largest[s] - both)
          largest[s] = both
        }
        await setImmediate()
      }
      for (let s = from; s < to; s++) out[s] = largest[s - from] + Math.log(sums[s - from] / count)
      onProgress(to / points)
    }
    return out
  }

  /** What depends on the points alone, [points, width]: z² and z, or on the sphere z; then 1. */
  private featuresOf(z: Float64Array): Float64Array {
    const { latent, family } = this.posteriors
    const features = new Float64Array((z.length / latent) * this.width).fill(1)
    for (let from = 0, at = 0; from < z.length; from += latent, at += this.width) {
      const point = z.subarray(from, from + latent)
      if (family === 'gaussian')
        features.set(
          point.map((value) => value * value),
          at,
        )
      features.set(point, family === 'gaussian' ? at + latent : at)
    }
    return features
  }

  release(): Promise<void> {
    return this.executable.release()
  }
}

/** What depends on the sentences alone, [width, count]: the factors of each feature of a point. */
function componentsOf(posteriors: Posteriors, width: number): Float64Array {
  const { count, latent, mean } = posteriors
  const components = new Float64Array(width * count)
  if (posteriors.family === 'vmf') {
    components.fill(logNormaliser(latent, posteriors.kappa), latent * count)
    for (let n = 0; n < count; n++) for (let d = 0; d < latent; d++) components[d * count + n] = posteriors.kappa * mean[n * latent + d]
    return components
  }
  const { logvar } = posteriors
  for (let n = 0; n < count; n++)
    for (let d = 0; d < latent; d++) {
      const precision = Math.exp(-logvar[n * latent + d])
      const centre = mean[n * latent + d]
      components[d * count + n] = -0.5 * precision
      components[(latent + d) * count + n] = precision * centre
      components[2 * latent * count + n] -= 0.5 * (centre * centre * precision + logvar[n * latent + d] + LOG_TWO_PI)
    }
  return components
}
