import { z } from 'zod'

/** The aggregated posterior of every dimension after an epoch, over the validation split, beside the prior. */
export const dimensionsSchema = z.strictObject({
  epochs: z.array(z.int()).describe('Epochs whose picture is kept, rising; empty for a run of before the monitor'),
  epoch: z.int().nullable().describe('The epoch shown; null where none is kept'),
  grid: z.array(z.number()).describe('Centres of equal bins, the same for every dimension'),
  prior: z.array(z.number()).describe("Density of the prior's marginal in each bin: N(0, 1), or the uniform distribution on the sphere"),
  density: z.array(z.array(z.number())).describe('[latent][grid]: density of the aggregated posterior q(z_d) in each bin'),
  kl: z.array(z.number()).describe('[latent]: KL(p(z_d) ‖ aggregated q(z_d)), in nats: consistent where under 0.03'),
  mean_variance: z.array(z.number()).describe('[latent]: variance of the posterior means: active from 0.01'),
})
export type Dimensions = z.infer<typeof dimensionsSchema>
