import { times } from '../graph'
import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { maximumMeanDiscrepancy } from './mmd'
import type { ObjectiveDefinition } from './objective'
import { sampleBoth } from './samples'

export const wae: ObjectiveDefinition = {
  descriptor: {
    id: 'wae',
    kind: 'objective',
    ...say.objectives.wae.words,
    formula: String.raw`\mathrm{rec} + \mathrm{MMD}_k,\; k(a, b) = \frac{2D}{2D + \lVert a - b\rVert^2}`,
    citation: 'Tolstikhin et al. 2018',
    floor: null,
    parameters: [],
  },
  name: () => say.objectives.wae.name,
  regulariser({ posterior, latent, chunks, members, noise }) {
    const { prior, samples } = sampleBoth(asGaussian(posterior), noise, times(chunks, members), latent)
    return { weighted: maximumMeanDiscrepancy(prior, samples) }
  },
}
