import { reshape, times } from '../graph'
import { sampleGaussian } from '../model/posterior'
import { GAP_SAMPLES } from './density-gap'
import { maximumMeanDiscrepancy } from './mmd'
import type { ObjectiveDefinition } from './objective'

export const wae: ObjectiveDefinition = {
  descriptor: {
    id: 'wae',
    title: 'WAE',
    formula: String.raw`\mathrm{rec} + \mathrm{MMD}_k,\; k(a, b) = \frac{2D}{2D + \lVert a - b\rVert^2}`,
    citation: 'Tolstikhin et al. 2018',
    summary: 'Draws the samples of all posteriors of a batch together to those of the prior, by their maximum mean discrepancy.',
    good_at: 'No term holds a single posterior to the prior, so nothing collapses.',
    bad_at: 'The kernel sees spikes and holes only dimly in many dimensions.',
    parameters: [],
  },
  name: () => 'WAE',
  regulariser({ posterior, latent, chunks, members, noise }) {
    const batch = times(chunks, members)
    const rows = times(batch, GAP_SAMPLES)
    const sentence = (x: typeof posterior.mean) => reshape(x, [batch, 1, latent])
    const samples = sampleGaussian(
      { mean: sentence(posterior.mean), logvar: sentence(posterior.logvar) },
      noise('posterior', [batch, GAP_SAMPLES, latent]),
    )
    return maximumMeanDiscrepancy(noise('prior', [rows, latent]), reshape(samples, [rows, latent]))
  },
}
