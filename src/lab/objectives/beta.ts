import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { gaussianKl } from './gaussian-kl'
import type { ObjectiveDefinition } from './objective'

export const beta: ObjectiveDefinition = {
  descriptor: {
    id: 'beta',
    kind: 'objective',
    ...say.objectives.beta.words,
    formula: String.raw`\mathrm{rec} + \beta\,\frac{1}{B}\sum_{i,d} \tfrac12\left(\mu_{id}^2 + \sigma_{id}^2 - \ln \sigma_{id}^2 - 1\right)`,
    citation: 'Higgins et al. 2017',
    floor: null,
    parameters: [
      {
        key: 'kl_beta',
        ...say.objectives.beta.kl_beta,
        min: 0,
        max: 10,
        integer: false,
        default: 0.4,
        paper: [0, 0.1, 0.2, 0.4, 0.8, 1],
      },
    ],
  },
  name: ({ kl_beta }) => say.objectives.beta.name(kl_beta),
  scale: ({ kl_beta }) => kl_beta,
  regulariser: ({ posterior }) => ({ weighted: gaussianKl(asGaussian(posterior)) }),
}
