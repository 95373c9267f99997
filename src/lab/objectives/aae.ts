import { times } from '../graph'
import { asGaussian } from '../model/posterior'
import { adversarialLosses } from './adversarial'
import type { ObjectiveDefinition } from './objective'
import { sampleBoth } from './samples'

export const aae: ObjectiveDefinition = {
  descriptor: {
    id: 'aae',
    kind: 'objective',
    title: 'AAE',
    formula: String.raw`\mathrm{rec} - \frac{1}{BM}\sum_{i,j} \ln T(z_{ij}),\quad T \text{ tells } z \sim p(z) \text{ from } z_{ij} \sim q(z \mid x_i)`,
    citation: 'Makhzani et al. 2016',
    summary: 'A discriminator learns to tell posterior samples from prior samples, in the same step; the encoder learns to deceive it.',
    good_at: 'No term holds a single posterior to the prior, so nothing collapses.',
    bad_at: 'The two-player game is noisy: spikes and holes where the discriminator looks away.',
    floor: null,
    parameters: [],
  },
  name: () => 'AAE',
  discriminator: true,
  regulariser({ posterior, latent, chunks, members, noise, variables }) {
    const { prior, samples } = sampleBoth(asGaussian(posterior), noise, times(chunks, members), latent)
    const layer = (name: string) => ({ weight: variables.get(`discriminator.${name}`), bias: variables.get(`discriminator.${name}_bias`) })
    const { generator, discriminator } = adversarialLosses([layer('first'), layer('second'), layer('last')], prior, samples)
    return { weighted: generator, own: discriminator }
  },
}
