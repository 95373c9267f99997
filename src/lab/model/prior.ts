import type { Random } from '../random'
import type { ModelShape } from './shape'

/** Draws one point of a prior into `out`, from `offset` on. */
export type PriorDraw = (out: Float32Array | Float64Array, offset: number, random: Random) => void

/** Draws from N(0, I) in `latent` dimensions. */
export const normalPrior =
  (latent: number): PriorDraw =>
  (out, offset, random) => {
    for (let d = 0; d < latent; d++) out[offset + d] = random.normal()
  }

/** Draws uniformly from the unit sphere of `latent` dimensions. */
export const spherePrior =
  (latent: number): PriorDraw =>
  (out, offset, random) => {
    let squares = 0
    for (let d = 0; d < latent; d++) squares += (out[offset + d] = random.normal()) ** 2
    for (let d = 0; d < latent; d++) out[offset + d] /= Math.sqrt(squares)
  }

/** Codes from the prior of a model's posterior family, [count, latent]. */
export function priorCodes({ latent, posterior }: Pick<ModelShape, 'latent' | 'posterior'>, count: number, random: Random): Float32Array {
  const draw = posterior?.kind === 'vmf' ? spherePrior(latent) : normalPrior(latent)
  const z = new Float32Array(count * latent)
  for (let n = 0; n < count; n++) draw(z, n * latent, random)
  return z
}
