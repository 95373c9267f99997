import { asGaussian } from '../model/posterior'
import { gaussianKl } from './gaussian-kl'
import type { ObjectiveDefinition } from './objective'

export const delta: ObjectiveDefinition = {
  descriptor: {
    id: 'delta',
    kind: 'objective',
    title: 'δ-VAE',
    formula: String.raw`\mathrm{rec} + \mathrm{KL}(\mu', v'),\; \sigma' = l + \frac{u - l}{\mathrm{clamp}(1 + e^{-v},\, 1,\, 50)},\; \mu' = \sqrt{2\delta + 1 + v' - e^{v'} + \max(0, \mu)}`,
    citation: 'Razavi et al. 2019',
    summary: 'The posterior family is restricted so that the KL of every sentence and dimension is at least δ.',
    good_at: 'A KL that cannot vanish.',
    bad_at:
      'The KL need not carry information: all posteriors may become one and the same, away from the prior, which leaves no active and no consistent unit.',
    floor: String.raw`D\,\delta`,
    parameters: [
      {
        key: 'delta',
        label: 'δ',
        description: 'Least KL of a sentence and dimension, in nats',
        min: 0.001,
        max: 10,
        integer: false,
        default: 0.15,
        paper: [0.15],
      },
    ],
  },
  name: ({ delta: rate }) => `δ-VAE δ = ${rate}`,
  posterior: ({ delta: rate }) => ({ kind: 'delta', delta: rate }),
  floor: ({ delta: rate }, latent) => latent * rate,
  regulariser: ({ posterior }) => ({ weighted: gaussianKl(asGaussian(posterior)) }),
}
