import { asGaussian } from '../model/posterior'
import { gaussianKl } from './gaussian-kl'
import type { ObjectiveDefinition } from './objective'

export const beta: ObjectiveDefinition = {
  descriptor: {
    id: 'beta',
    kind: 'objective',
    title: 'β-VAE',
    formula: String.raw`\mathrm{rec} + \beta\,\frac{1}{B}\sum_{i,d} \tfrac12\left(\mu_{id}^2 + \sigma_{id}^2 - \ln \sigma_{id}^2 - 1\right)`,
    citation: 'Higgins et al. 2017',
    summary: 'The VAE with its KL weighed by β; β = 0 is the plain autoencoder.',
    good_at: 'Informative latents at small β, with one knob.',
    bad_at: 'Holes: the weaker the KL, the farther the posteriors scatter outside the prior.',
    floor: null,
    parameters: [
      {
        key: 'kl_beta',
        label: 'β',
        description: 'Weight of the KL beside the annealing',
        min: 0,
        max: 10,
        integer: false,
        default: 0.4,
        paper: [0, 0.1, 0.2, 0.4, 0.8, 1],
      },
    ],
  },
  name: ({ kl_beta }) => `β-VAE β = ${kl_beta}`,
  scale: ({ kl_beta }) => kl_beta,
  regulariser: ({ posterior }) => ({ weighted: gaussianKl(asGaussian(posterior)) }),
}
