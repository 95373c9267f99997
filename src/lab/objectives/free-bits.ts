import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { freeBits as freeBitsKl } from './free-bits-kl'
import type { ObjectiveDefinition } from './objective'

export const freeBits: ObjectiveDefinition = {
  descriptor: {
    id: 'free-bits',
    kind: 'objective',
    ...say.objectives['free-bits'].words,
    formula: String.raw`\mathrm{rec} + \frac{1}{B}\sum_{i,d} \mathrm{KL}_{id}\,\mathbf{1}\!\left[\mathrm{KL}_{id} > \lambda / D\right]`,
    citation: 'Kingma et al. 2016; Li et al. 2019',
    floor: null,
    parameters: [
      {
        key: 'target_kl',
        ...say.objectives['free-bits'].target_kl,
        min: 0,
        max: 1000,
        integer: false,
        default: 4,
        paper: [4, 9, 16, 25, 36, 49],
      },
    ],
  },
  name: ({ target_kl }) => say.objectives['free-bits'].name(target_kl),
  regulariser: ({ posterior, parameters, latent }) => ({
    weighted: freeBitsKl(asGaussian(posterior), parameters.target_kl, latent),
  }),
}
