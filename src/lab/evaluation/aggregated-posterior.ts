import { setImmediate } from 'node:timers/promises'
import type { Engine, Executable } from '../engines/engine'
import { add, defineProgram, exp, log, matmul, placeholder, reduceMax, reduceSum, reshape, sub, variable } from '../graph'
import { logNormaliser } from '../model/von-mises-fisher'
import { LOG_TWO_PI, type Posteriors } from './posteriors'

/** Points × sentences a run of the engine takes, as float64 values (8 MiB). */
const PAIRS = 2 ** 20

/**
 * The aggregated posterior's joint density, log q(z) = log (1/N) Σ_n q(z | x_n), for many points at once, on the engine in
 * float64. A log-density is one product of what depends on the point alone (z² and z, or on the sphere z, and 1) with what depends on
 * the sentence alone; the cancellation in it does no harm at that precision.
 */
export class AggregatedPosterior {
  private constructor(
    private readonly executable: Executable,
    private readonly posteriors: Posteriors,
    private readonly width: number,
  ) {}

  static async create(engine: Engine, posteriors: Posteriors): Promise<AggregatedPosterior> {
    const { count, latent } = posteriors
    const width = (posteriors.family === 'gaussian' ? 2 * latent : latent) + 1
    const products = matmul(placeholder('features', ['points', width]), variable('components', [width, count]))
    // By its steps: the runtime's softmax, by which it does a log-sum-exp in one, is slow at this precision.
    const largest = reduceMax(products, [-1], true)
    const log_density = add(log(reduceSum(exp(sub(products, largest)), [-1])), reshape(largest, ['points']))
    const store = new Map([['components', componentsOf(posteriors, width)]])
    return new AggregatedPosterior(await engine.compile(defineProgram({ log_density }), store, { precision: 'float64' }), posteriors, width)
  }

  /** log q(z) of each point, [points]; `onProgress` gets the share done and may throw to cancel. @param z [points, latent] */
  async logDensity(z: Float64Array, onProgress: (share: number) => void = () => {}): Promise<Float64Array> {
    const { count, latent } = this.posteriors
    const points = z.length / latent
    const most = Math.max(1, Math.min(4096, Math.floor(PAIRS / count)))
    const out = new Float64Array(points)
    for (let from = 0; from < points; from += most) {
      const to = Math.min(points, from + most)
      const features = this.featuresOf(z.subarray(from * latent, to * latent))
      const { log_density } = await this.executable.run({ features }, { points: to - from })
      for (let s = from; s < to; s++) out[s] = log_density[s - from] - Math.log(count)
      onProgress(to / points)
      await setImmediate()
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
