import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { coarseFreeBits } from './free-bits-kl'
import type { ObjectiveDefinition } from './objective'

export const freeBitsCoarse: ObjectiveDefinition = {
  descriptor: {
    id: 'free-bits-coarse',
    kind: 'objective',
    ...say.objectives['free-bits-coarse'].words,
    formula: String.raw`\mathrm{rec} + \frac{1}{B}\sum_{i} \mathrm{KL}_{i}\,\mathbf{1}\!\left[\mathrm{KL}_{i} > \lambda\right],\; \mathrm{KL}_i = \sum_{d} \mathrm{KL}_{id}`,
    citation: 'Kingma et al. 2016',
    floor: null,
    parameters: [
      {
        key: 'target_kl',
        ...say.objectives['free-bits-coarse'].target_kl,
        min: 0,
        max: 1000,
        integer: false,
        default: 4,
        paper: [],
      },
    ],
  },
  name: ({ target_kl }) => say.objectives['free-bits-coarse'].name(target_kl),
  regulariser: ({ posterior, parameters }) => ({ weighted: coarseFreeBits(asGaussian(posterior), parameters.target_kl) }),
}
