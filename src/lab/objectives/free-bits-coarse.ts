import { asGaussian } from '../model/posterior'
import { coarseFreeBits } from './free-bits-kl'
import type { ObjectiveDefinition } from './objective'

export const freeBitsCoarse: ObjectiveDefinition = {
  descriptor: {
    id: 'free-bits-coarse',
    kind: 'objective',
    title: 'Coarse free bits',
    formula: String.raw`\mathrm{rec} + \frac{1}{B}\sum_{i} \mathrm{KL}_{i}\,\mathbf{1}\!\left[\mathrm{KL}_{i} > \lambda\right],\; \mathrm{KL}_i = \sum_{d} \mathrm{KL}_{id}`,
    citation: 'Kingma et al. 2016',
    summary: "Free bits on a sentence's whole KL instead of each dimension's.",
    good_at: 'One budget a sentence, which the model may spend where it likes.',
    bad_at: 'A few units may take the whole budget and the others collapse.',
    floor: null,
    parameters: [
      {
        key: 'target_kl',
        label: 'Target λ',
        description: 'Nats of a sentence that are free',
        min: 0,
        max: 1000,
        integer: false,
        default: 4,
        paper: [],
      },
    ],
  },
  name: ({ target_kl }) => `Coarse free bits λ = ${target_kl}`,
  regulariser: ({ posterior, parameters }) => ({ weighted: coarseFreeBits(asGaussian(posterior), parameters.target_kl) }),
}
