import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { gaussianKl } from './gaussian-kl'
import type { ObjectiveDefinition } from './objective'

export const bn: ObjectiveDefinition = {
  descriptor: {
    id: 'bn',
    kind: 'objective',
    ...say.objectives.bn.words,
    formula: String.raw`\mathrm{rec} + \mathrm{KL}(\mu', v),\; \mu'_{id} = \gamma\,\frac{\mu_{id} - \bar\mu_d}{\sqrt{s_d^2 + 10^{-5}}} + \beta_d`,
    citation: 'Zhu et al. 2020',
    floor: String.raw`D\,\gamma^2 / 2`,
    parameters: [
      {
        key: 'gamma',
        ...say.objectives.bn.gamma,
        min: 0.01,
        max: 10,
        integer: false,
        default: 0.7,
        paper: [0.6, 0.7, 0.9, 1.2, 1.5, 1.8],
      },
    ],
  },
  name: ({ gamma }) => say.objectives.bn.name(gamma),
  posterior: ({ gamma }) => ({ kind: 'batch-norm', gamma }),
  floor: ({ gamma }, latent) => (latent * gamma * gamma) / 2,
  regulariser: ({ posterior }) => ({ weighted: gaussianKl(asGaussian(posterior)) }),
}
