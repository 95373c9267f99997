import { setImmediate } from 'node:timers/promises'
import type { Engine, Executable } from '../engines/engine'
import { add, defineProgram, logSumExp, matmul, placeholder, square, variable } from '../graph'
import { logNormaliser } from '../model/von-mises-fisher'
import { LOG_TWO_PI, type Posteriors } from './posteriors'

/** Points × sentences a run of the engine takes, as float64 values (16 MiB). */
const PAIRS = 2 ** 21

/**
 * The aggregated posterior's joint density, log q(z) = log (1/N) Σ_n q(z | x_n), for many points at once, on the engine in
 * float64. A Gaussian's log-density is two products, of z² and of z with what depends on the sentence alone; the cancellation
 * between them does no harm at that precision. On the sphere it is one.
 */
export class AggregatedPosterior {
  private constructor(
    private readonly executable: Executable,
    private readonly posteriors: Posteriors,
  ) {}

  static async create(engine: Engine, posteriors: Posteriors): Promise<AggregatedPosterior> {
    const { count, latent } = posteriors
    const z = placeholder('z', ['points', latent])
    const store = componentsOf(posteriors)
    const linear = matmul(z, variable('by_point', [latent, count]))
    const products = posteriors.family === 'gaussian' ? add(matmul(square(z), variable('by_square', [latent, count])), linear) : linear
    const program = defineProgram({ log_density: logSumExp(add(products, variable('constant', [count])), [-1]) })
    return new AggregatedPosterior(await engine.compile(program, store, { precision: 'float64' }), posteriors)
  }

  /** log q(z) of each point, [points]; `onProgress` gets the share done and may throw to cancel. @param z [points, latent] */
  async logDensity(z: Float64Array, onProgress: (share: number) => void = () => {}): Promise<Float64Array> {
    const { count, latent } = this.posteriors
    const points = z.length / latent
    const most = Math.max(1, Math.min(4096, Math.floor(PAIRS / count)))
    const out = new Float64Array(points)
    for (let from = 0; from < points; from += most) {
      const to = Math.min(points, from + most)
      const { log_density } = await this.executable.run({ z: z.subarray(from * latent, to * latent) }, { points: to - from })
      for (let s = from; s < to; s++) out[s] = log_density[s - from] - Math.log(count)
      onProgress(to / points)
      await setImmediate()
    }
    return out
  }

  release(): Promise<void> {
    return this.executable.release()
  }
}

/** What depends on the sentences alone, transposed: [latent, count], and [count]. */
function componentsOf(posteriors: Posteriors): Map<string, Float64Array> {
  const { count, latent, mean } = posteriors
  const byPoint = new Float64Array(latent * count)
  const constant = new Float64Array(count)
  if (posteriors.family === 'vmf') {
    constant.fill(logNormaliser(latent, posteriors.kappa))
    for (let n = 0; n < count; n++) for (let d = 0; d < latent; d++) byPoint[d * count + n] = posteriors.kappa * mean[n * latent + d]
    return new Map([
      ['by_point', byPoint],
      ['constant', constant],
    ])
  }
  const { logvar } = posteriors
  const bySquare = new Float64Array(latent * count)
  for (let n = 0; n < count; n++)
    for (let d = 0; d < latent; d++) {
      const precision = Math.exp(-logvar[n * latent + d])
      const centre = mean[n * latent + d]
      bySquare[d * count + n] = -0.5 * precision
      byPoint[d * count + n] = precision * centre
      constant[n] -= 0.5 * (centre * centre * precision + logvar[n * latent + d] + LOG_TWO_PI)
    }
  return new Map([
    ['by_square', bySquare],
    ['by_point', byPoint],
    ['constant', constant],
  ])
}
