import { setImmediate } from 'node:timers/promises'
import type { Engine, Executable } from '../engines/engine'
import { add, defineProgram, logSumExp, matmul, placeholder, square, variable } from '../graph'
import type { Random } from '../random'
import { logPrior, LOG_TWO_PI, type Posteriors } from './posteriors'

/** Prior samples of the estimate: the paper's 1000 × 128. */
export const JOINT_SAMPLES = 128_000

/** Points a run of the engine takes, so that points × sentences stays within this many float64 values (16 MiB). */
const PAIRS = 2 ** 21

/**
 * The aggregated posterior's joint density for many points at once: log N(z; μ_n, σ_n²) is two products, of z² and of z with
 * what depends on the sentence alone, in float64, where the cancellation between them does no harm.
 */
class AggregatedDensity {
  private constructor(
    private readonly executable: Executable,
    private readonly posteriors: Posteriors,
  ) {}

  static async create(engine: Engine, posteriors: Posteriors): Promise<AggregatedDensity> {
    const { count, latent, mean, logvar } = posteriors
    const bySquare = new Float64Array(latent * count)
    const byPoint = new Float64Array(latent * count)
    const constant = new Float64Array(count)
    for (let n = 0; n < count; n++)
      for (let d = 0; d < latent; d++) {
        const precision = Math.exp(-logvar[n * latent + d])
        const centre = mean[n * latent + d]
        bySquare[d * count + n] = -0.5 * precision
        byPoint[d * count + n] = precision * centre
        constant[n] -= 0.5 * (centre * centre * precision + logvar[n * latent + d] + LOG_TWO_PI)
      }
    const z = placeholder('z', ['points', latent])
    const products = add(matmul(square(z), variable('by_square', [latent, count])), matmul(z, variable('by_point', [latent, count])))
    const program = defineProgram({ log_density: logSumExp(add(products, variable('constant', [count])), [-1]) })
    const store = new Map([
      ['by_square', bySquare],
      ['by_point', byPoint],
      ['constant', constant],
    ])
    return new AggregatedDensity(await engine.compile(program, store, { precision: 'float64' }), posteriors)
  }

  /** Σ over the points [points, latent] of log p(z) − log q(z). */
  async gap(z: Float64Array): Promise<number> {
    const { count, latent } = this.posteriors
    const points = z.length / latent
    const { log_density } = await this.executable.run({ z }, { points })
    let sum = points * Math.log(count)
    for (let s = 0; s < points; s++) sum += logPrior(z, latent, s * latent) - log_density[s]
    return sum
  }

  release(): Promise<void> {
    return this.executable.release()
  }
}

/**
 * KL(p(z) ‖ aggregated q(z)) with the joint density, by Monte Carlo over prior samples that `fill` writes into the points it is
 * given, [points, latent]; `onProgress` gets the share done and may throw to cancel.
 */
async function estimate(
  engine: Engine,
  posteriors: Posteriors,
  samples: number,
  fill: (points: Float64Array) => void,
  onProgress: (share: number) => void,
) {
  const density = await AggregatedDensity.create(engine, posteriors)
  const most = Math.max(1, Math.min(4096, Math.floor(PAIRS / posteriors.count)))
  let sum = 0
  try {
    for (let done = 0; done < samples;) {
      const points = new Float64Array(Math.min(most, samples - done) * posteriors.latent)
      fill(points)
      sum += await density.gap(points)
      done += points.length / posteriors.latent
      onProgress(done / samples)
      await setImmediate()
    }
  } finally {
    await density.release()
  }
  return sum / samples
}

/** The estimate over given prior samples, [samples, latent]. */
export function jointKlOfSamples(engine: Engine, posteriors: Posteriors, samples: ArrayLike<number>): Promise<number> {
  let at = 0
  const next = (points: Float64Array) => {
    for (let i = 0; i < points.length; i++) points[i] = samples[at++]
  }
  return estimate(engine, posteriors, samples.length / posteriors.latent, next, () => {})
}

/** The estimate over samples drawn from `random`. */
export function jointKl(
  engine: Engine,
  posteriors: Posteriors,
  random: Random,
  onProgress: (share: number) => void,
  samples = JOINT_SAMPLES,
): Promise<number> {
  return estimate(engine, posteriors, samples, (points) => void random.fillNormal(points), onProgress)
}
