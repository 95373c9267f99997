import { asGaussian } from '../model/posterior'
import { gaussianKl } from './gaussian-kl'
import type { ObjectiveDefinition } from './objective'

export const vae: ObjectiveDefinition = {
  descriptor: {
    id: 'vae',
    kind: 'objective',
    title: 'VAE',
    formula: String.raw`\mathrm{rec} + \frac{1}{B}\sum_{i,d} \tfrac12\left(\mu_{id}^2 + \sigma_{id}^2 - \ln \sigma_{id}^2 - 1\right)`,
    citation: 'Kingma and Welling 2014; Bowman et al. 2016',
    summary: 'The evidence lower bound with the analytic KL from every posterior to the prior.',
    good_at: 'A principled bound, and an aggregated posterior that keeps to the prior.',
    bad_at: 'Posterior collapse: with a strong decoder every posterior becomes the prior and the latent says nothing.',
    floor: null,
    parameters: [],
  },
  name: () => 'VAE',
  regulariser: ({ posterior }) => ({ weighted: gaussianKl(asGaussian(posterior)) }),
}
