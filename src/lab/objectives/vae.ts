import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { gaussianKl } from './gaussian-kl'
import type { ObjectiveDefinition } from './objective'

export const vae: ObjectiveDefinition = {
  descriptor: {
    id: 'vae',
    kind: 'objective',
    ...say.objectives.vae.words,
    formula: String.raw`\mathrm{rec} + \frac{1}{B}\sum_{i,d} \tfrac12\left(\mu_{id}^2 + \sigma_{id}^2 - \ln \sigma_{id}^2 - 1\right)`,
    citation: 'Kingma and Welling 2014; Bowman et al. 2016',
    floor: null,
    parameters: [],
  },
  name: () => say.objectives.vae.name,
  regulariser: ({ posterior }) => ({ weighted: gaussianKl(asGaussian(posterior)) }),
}
