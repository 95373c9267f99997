import { times } from '../graph'
import { asGaussian } from '../model/posterior'
import { maximumMeanDiscrepancy } from './mmd'
import type { ObjectiveDefinition } from './objective'
import { sampleBoth } from './samples'

export const wae: ObjectiveDefinition = {
  descriptor: {
    id: 'wae',
    kind: 'objective',
    title: 'WAE',
    formula: String.raw`\mathrm{rec} + \mathrm{MMD}_k,\; k(a, b) = \frac{2D}{2D + \lVert a - b\rVert^2}`,
    citation: 'Tolstikhin et al. 2018',
    summary: 'Draws the samples of all posteriors of a batch together to those of the prior, by their maximum mean discrepancy.',
    good_at: 'No term holds a single posterior to the prior, so nothing collapses.',
    bad_at: 'The kernel sees spikes and holes only dimly in many dimensions.',
    floor: null,
    parameters: [],
  },
  name: () => 'WAE',
  regulariser({ posterior, latent, chunks, members, noise }) {
    const { prior, samples } = sampleBoth(asGaussian(posterior), noise, times(chunks, members), latent)
    return { weighted: maximumMeanDiscrepancy(prior, samples) }
  },
}
