import { asGaussian } from '../model/posterior'
import { freeBits as freeBitsKl } from './free-bits-kl'
import type { ObjectiveDefinition } from './objective'

export const freeBits: ObjectiveDefinition = {
  descriptor: {
    id: 'free-bits',
    kind: 'objective',
    title: 'Free bits',
    formula: String.raw`\mathrm{rec} + \frac{1}{B}\sum_{i,d} \mathrm{KL}_{id}\,\mathbf{1}\!\left[\mathrm{KL}_{id} > \lambda / D\right]`,
    citation: 'Kingma et al. 2016; Li et al. 2019',
    summary: 'The VAE whose KL counts nothing, in each sentence and dimension, up to its share of a target.',
    good_at: 'Every unit keeps some information, and the target sets how much.',
    bad_at: 'Holes at larger targets, and a KL that sits at its target whatever the data.',
    floor: null,
    parameters: [
      {
        key: 'target_kl',
        label: 'Target λ',
        description: 'Nats that are free, shared evenly by the dimensions',
        min: 0,
        max: 1000,
        integer: false,
        default: 4,
        paper: [4, 9, 16, 25, 36, 49],
      },
    ],
  },
  name: ({ target_kl }) => `Free bits λ = ${target_kl}`,
  regulariser: ({ posterior, parameters, latent }) => ({
    weighted: freeBitsKl(asGaussian(posterior), parameters.target_kl, latent),
  }),
}
