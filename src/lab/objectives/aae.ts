import { times } from '../graph'
import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { adversarialLosses } from './adversarial'
import type { ObjectiveDefinition } from './objective'
import { sampleBoth } from './samples'

export const aae: ObjectiveDefinition = {
  descriptor: {
    id: 'aae',
    kind: 'objective',
    ...say.objectives.aae.words,
    formula: String.raw`\mathrm{rec} - \frac{1}{BM}\sum_{i,j} \ln T(z_{ij}),\quad T \text{ ${say.objectives.aae.tells} } z \sim p(z) \text{ ${say.objectives.aae.from} } z_{ij} \sim q(z \mid x_i)`,
    citation: 'Makhzani et al. 2016',
    floor: null,
    parameters: [],
  },
  name: () => say.objectives.aae.name,
  discriminator: true,
  regulariser({ posterior, latent, chunks, members, noise, variables }) {
    const { prior, samples } = sampleBoth(asGaussian(posterior), noise, times(chunks, members), latent)
    const layer = (name: string) => ({ weight: variables.get(`discriminator.${name}`), bias: variables.get(`discriminator.${name}_bias`) })
    const { generator, discriminator } = adversarialLosses([layer('first'), layer('second'), layer('last')], prior, samples)
    return { weighted: generator, own: discriminator }
  },
}
