import { setImmediate } from 'node:timers/promises'
import type { Engine } from '../engines/engine'
import { defineProgram, matmul, placeholder } from '../graph'
import type { Random } from '../random'
import { drawCounts } from './bootstrap'
import { addGaussian, type Line } from './gaussian-line'
import { LOG_TWO_PI, type GaussianPosteriors } from './posteriors'

/** Resampled splits; the counts of units that come of them are small whole numbers. */
const UNIT_RESAMPLES = 400

const EXTENT = 5
/** Sentences whose densities are held at once. */
const BLOCK = 4096
/** Keeps the logarithm of a density that underflows in float32 finite; such a KL is far above every threshold. */
const LEAST = 1e-37

/** Deviations beyond which nothing is left of a density in float32. */
const REACH = 15

/** Points over [−5, 5] whose steps are about the narrowest posterior's width, from 0.02 to 0.1. */
function lineFor({ count, latent, logvar }: GaussianPosteriors, d: number): Line {
  let narrowest = Infinity
  for (let i = d; i < count * latent; i += latent) narrowest = Math.min(narrowest, logvar[i])
  const points = Math.ceil((2 * EXTENT) / Math.min(0.1, Math.max(0.02, Math.exp(0.5 * narrowest)))) + 1
  return { points, from: -EXTENT, step: (2 * EXTENT) / (points - 1) }
}

/**
 * KL(p(z_d) ‖ aggregated q(z_d)) of every dimension for resampled splits, [resamples][latent]. A resample is rougher than the
 * split, which raises its KL; so each dimension's resamples are centred at its `kl`, which also makes a coarse grid do: only the
 * variation counts. Densities times how often each sentence is drawn are one product on the engine, block by block.
 *
 * @param kl of the split itself, [latent]
 * @param onProgress gets the share done and may throw to cancel
 */
export async function resampleMarginalKl(
  engine: Engine,
  posteriors: GaussianPosteriors,
  kl: Float64Array,
  random: Random,
  onProgress: (share: number) => void,
  resamples = UNIT_RESAMPLES,
): Promise<Float64Array[]> {
  const { count, latent, mean, logvar } = posteriors
  const drawn = new Float64Array(count)
  const counts = Array.from({ length: resamples }, () => Uint16Array.from(drawCounts(drawn, random)))
  const product = matmul(placeholder('counts', ['resamples', 'sentences']), placeholder('densities', ['sentences', 'points']))
  const executable = await engine.compile(defineProgram({ product }), new Map())
  const found = Array.from({ length: resamples }, () => new Float64Array(latent))
  try {
    for (let d = 0; d < latent; d++) {
      const line = lineFor(posteriors, d)
      const { points, step } = line
      const sums = new Float64Array(resamples * points)
      for (let from = 0; from < count; from += BLOCK) {
        const sentences = Math.min(BLOCK, count - from)
        const densities = new Float32Array(sentences * points)
        for (let n = 0; n < sentences; n++) {
          const i = (from + n) * latent + d
          const deviation = Math.exp(0.5 * logvar[i])
          const height = 1 / (deviation * count * Math.sqrt(2 * Math.PI))
          addGaussian(densities, n * points, line, mean[i], deviation, height, REACH)
        }
        const weights = new Float32Array(resamples * sentences)
        counts.forEach((ofResample, r) => weights.set(ofResample.subarray(from, from + sentences), r * sentences))
        const outputs = await executable.run({ counts: weights, densities }, { resamples, sentences, points })
        outputs.product.forEach((value, i) => (sums[i] += value))
        onProgress((d + (from + sentences) / count) / latent)
        await setImmediate()
      }
      let centre = 0
      for (let r = 0; r < resamples; r++) {
        let sum = 0
        for (let p = 0; p < points; p++) {
          const z = -EXTENT + p * step
          const log = -0.5 * (LOG_TWO_PI + z * z)
          sum += Math.exp(log) * (log - Math.log(Math.max(LEAST, sums[r * points + p]))) * step
        }
        found[r][d] = sum
        centre += sum / resamples
      }
      for (const values of found) values[d] += kl[d] - centre
    }
  } finally {
    await executable.release()
  }
  return found
}
