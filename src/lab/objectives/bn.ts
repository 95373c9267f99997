import { asGaussian } from '../model/posterior'
import { gaussianKl } from './gaussian-kl'
import type { ObjectiveDefinition } from './objective'

export const bn: ObjectiveDefinition = {
  descriptor: {
    id: 'bn',
    kind: 'objective',
    title: 'BN-VAE',
    formula: String.raw`\mathrm{rec} + \mathrm{KL}(\mu', v),\; \mu'_{id} = \gamma\,\frac{\mu_{id} - \bar\mu_d}{\sqrt{s_d^2 + 10^{-5}}} + \beta_d`,
    citation: 'Zhu et al. 2020',
    summary: "The posteriors' means are normalised over the batch to a fixed spread γ, with a learned shift.",
    good_at: 'Every unit active by construction, and at γ near 0.6 consistent too.',
    bad_at:
      'Larger γ spread the posteriors beyond the prior: holes in every dimension. And the floor gives way where the means of a batch hardly differ: it is D·γ²/2 times s²/(s² + 1e-5).',
    floor: String.raw`D\,\gamma^2 / 2`,
    parameters: [
      {
        key: 'gamma',
        label: 'γ',
        description: "Spread of the posteriors' means over a batch",
        min: 0.01,
        max: 10,
        integer: false,
        default: 0.7,
        paper: [0.6, 0.7, 0.9, 1.2, 1.5, 1.8],
      },
    ],
  },
  name: ({ gamma }) => `BN-VAE γ = ${gamma}`,
  posterior: ({ gamma }) => ({ kind: 'batch-norm', gamma }),
  floor: ({ gamma }, latent) => (latent * gamma * gamma) / 2,
  regulariser: ({ posterior }) => ({ weighted: gaussianKl(asGaussian(posterior)) }),
}
