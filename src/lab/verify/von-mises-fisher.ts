import { gradient, placeholder, reshape, variable } from '../graph'
import { klToUniform, logNormaliser, logUniformDensity, meanResultantLength, momentsOfW } from '../model/von-mises-fisher'
import { sampleVonMisesFisher, unit } from '../model/vmf-posterior'
import { VmfSampler } from '../model/vmf-sampler'
import { densityGapVmf } from '../objectives/density-gap-vmf'
import { Random } from '../random'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { flat, relativeError } from './compare'
import { compute, type Matrix } from './compute'

interface ConstantsGolden {
  dim: number
  kappa: number
  log_normaliser: number
  log_uniform_density: number
  mean_resultant_length: number
  kl_to_uniform: number
  w_mean: number
  w_std: number
  w_quantiles_05_25_50_75_95: number[]
}

const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95]
const DRAWS = 200_000
const MOMENTS = say.figures.moments
const SAMPLED_MEAN = say.figures.meanError
const SAMPLED_SHARES = say.figures.quantiles

/** What of a difference four standard errors do not explain. */
const beyond = (difference: number, standardError: number) => Math.max(0, Math.abs(difference) - 4 * standardError)

export const vmfConstantsCheck: GoldenCheck = {
  file: 'vmf_constants',
  tolerance: 1e-6,
  tolerances: { [MOMENTS]: 1e-3, [SAMPLED_MEAN]: 1e-3, [SAMPLED_SHARES]: 1e-3 },
  async run(content) {
    const found = new Findings()
    for (const golden of content as ConstantsGolden[]) {
      const { dim, kappa } = golden
      found.note('log C(κ)', relativeError([logNormaliser(dim, kappa)], [golden.log_normaliser]))
      found.note('log C(0)', relativeError([logUniformDensity(dim)], [golden.log_uniform_density]))
      found.note('A(κ)', relativeError([meanResultantLength(dim, kappa)], [golden.mean_resultant_length]))
      found.note(say.figures.uniformKl, relativeError([klToUniform(dim, kappa)], [golden.kl_to_uniform]))
      const { mean, variance } = momentsOfW(dim, kappa)
      found.note(MOMENTS, relativeError([mean, Math.sqrt(variance)], [golden.w_mean, golden.w_std]))
      const w = new VmfSampler(dim, kappa).fill(new Float64Array(DRAWS), new Random('verify', dim, kappa))
      const sampled = w.reduce((sum, value) => sum + value, 0) / DRAWS
      found.note(SAMPLED_MEAN, beyond(sampled - golden.w_mean, golden.w_std / Math.sqrt(DRAWS)))
      LEVELS.forEach((level, i) => {
        const quantile = golden.w_quantiles_05_25_50_75_95[i]
        const share = w.reduce((count, value) => count + (value <= quantile ? 1 : 0), 0) / DRAWS
        found.note(SAMPLED_SHARES, beyond(share - level, Math.sqrt((level * (1 - level)) / DRAWS)))
      })
    }
    return found
  },
}

interface GapGolden {
  batch: number
  latent: number
  samples: number
  aggregation_size: number
  kappa: number
  unnormalised_mean: Matrix
  mu: Matrix
  w: number[][][]
  eps: number[][][]
  /** [batch, samples, latent] */
  z: number[][][]
  value: number
  grad_unnormalised_mean: Matrix
}

export const densityGapVmfCheck: GoldenCheck = {
  file: 'density_gap_vmf',
  tolerance: 1e-4,
  async run(content, engine) {
    const found = new Findings()
    for (const golden of content as GapGolden[]) {
      const { batch, latent, samples, aggregation_size: members, kappa } = golden
      const chunks = batch / members
      const mean = variable('mean', [batch, latent])
      const w = placeholder('w', [chunks, members, samples, 1])
      const noise = placeholder('noise', [chunks, members, samples, latent])
      const value = densityGapVmf(mean, w, noise, kappa, chunks, members)
      const direction = unit(mean)
      const z = sampleVonMisesFisher(reshape(direction, [chunks, members, 1, latent]), w, noise)
      const [slope] = gradient(value, [mean])
      const given = { w: golden.w, noise: golden.eps }
      const outputs = await compute(engine, { value, slope, direction, z }, { mean: golden.unnormalised_mean }, given)
      found.note(say.figures.directions, relativeError(outputs.direction, flat(golden.mu)))
      found.note(say.figures.samples, relativeError(outputs.z, flat(golden.z)))
      found.note(say.figures.value, relativeError(outputs.value, [golden.value]))
      // With one member the gradient is 0: terms of about κ/batch, by each sample's own mean, cancel.
      const least = members === 1 ? kappa / batch : 0
      found.note(say.figures.unnormalisedMean, relativeError(outputs.slope, flat(golden.grad_unnormalised_mean), least))
    }
    return found
  },
}
