import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { gaussianKl } from './gaussian-kl'
import type { ObjectiveDefinition } from './objective'

export const delta: ObjectiveDefinition = {
  descriptor: {
    id: 'delta',
    kind: 'objective',
    ...say.objectives.delta.words,
    formula: String.raw`\mathrm{rec} + \mathrm{KL}(\mu', v'),\; \sigma' = l + \frac{u - l}{\mathrm{clamp}(1 + e^{-v},\, 1,\, 50)},\; \mu' = \sqrt{2\delta + 1 + v' - e^{v'} + \max(0, \mu) + 10^{-6}}`,
    citation: 'Razavi et al. 2019',
    floor: String.raw`D\,\delta`,
    parameters: [
      {
        key: 'delta',
        ...say.objectives.delta.delta,
        min: 0.001,
        max: 10,
        integer: false,
        default: 0.15,
        paper: [0.15],
      },
    ],
  },
  name: ({ delta: rate }) => say.objectives.delta.name(rate),
  posterior: ({ delta: rate }) => ({ kind: 'delta', delta: rate }),
  floor: ({ delta: rate }, latent) => latent * rate,
  regulariser: ({ posterior }) => ({ weighted: gaussianKl(asGaussian(posterior)) }),
}
