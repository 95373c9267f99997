import { activeUnits, varianceOfMeans } from '../evaluation/active-units'
import { consistentUnits, marginalKlOfSamples } from '../evaluation/consistent-units'
import { importanceLikelihoods } from '../evaluation/importance'
import { jointGapsOf } from '../evaluation/joint-kl'
import { informationOf } from '../evaluation/mutual-information'
import { densitiesOf, makePosteriors } from '../evaluation/posteriors'
import { densityGrid } from '../latent/density-grid'
import { mean } from '../sums'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { flat, relativeError } from './compare'
import type { Matrix } from './compute'

interface MetricsGolden {
  mean: Matrix
  logvar: Matrix
  eps: Matrix
  mutual_information: number
  variance_of_means: number[]
  'active_units_0.01': number
  prior_samples: Matrix
  marginal_kl_prior_to_aggregate: number[]
  joint_kl_prior_to_aggregate: number
  consistent_units: Record<'0.01' | '0.03' | '0.05' | '0.1', number>
}

const MARGINAL = say.figures.marginalKl
const JOINT = say.figures.jointKl

export const latentMetricsCheck: GoldenCheck = {
  file: 'latent_metrics',
  tolerance: 1e-6,
  // The reference adds 1e-6 above and below in the exponent of these densities.
  tolerances: { [MARGINAL]: 1e-4, [JOINT]: 1e-4 },
  async run(content, engine) {
    const golden = content as MetricsGolden
    const found = new Findings()
    const posteriors = makePosteriors(golden.mean[0].length, flat(golden.mean), flat(golden.logvar))
    const eps = flat(golden.eps)
    const z = Float64Array.from(eps, (noise, i) => posteriors.mean[i] + Math.exp(0.5 * posteriors.logvar[i]) * noise)
    found.note(
      say.figures.mutualInformation,
      relativeError([mean(await informationOf(engine, posteriors, z))], [golden.mutual_information]),
    )
    found.note(say.figures.varianceOfMeans, relativeError(varianceOfMeans(posteriors), golden.variance_of_means))
    found.note(say.figures.activeUnits, relativeError([activeUnits(posteriors)], [golden['active_units_0.01']]))
    const marginal = marginalKlOfSamples(posteriors, flat(golden.prior_samples))
    found.note(MARGINAL, relativeError(marginal, golden.marginal_kl_prior_to_aggregate))
    const units = consistentUnits(marginal)
    const expected = golden.consistent_units
    found.note(
      say.figures.consistentUnits,
      relativeError(
        [units.cu_01, units.cu_03, units.cu_05, units.cu_10],
        [expected['0.01'], expected['0.03'], expected['0.05'], expected['0.1']],
      ),
    )
    found.note(
      JOINT,
      relativeError([mean(await jointGapsOf(engine, posteriors, flat(golden.prior_samples)))], [golden.joint_kl_prior_to_aggregate]),
    )
    return found
  },
}

interface ImportanceGolden {
  mean: Matrix
  logvar: Matrix
  z_prior: number[][][]
  z_posterior: number[][][]
  log_px_given_z_prior: Matrix
  log_px_given_z_posterior: Matrix
  log_likelihood_prior: number
  log_likelihood_posterior: number
}

export const importanceCheck: GoldenCheck = {
  file: 'importance_likelihood',
  tolerance: 1e-4,
  async run(content) {
    const golden = content as ImportanceGolden
    const found = new Findings()
    const densities = densitiesOf(makePosteriors(golden.mean[0].length, flat(golden.mean), flat(golden.logvar)))
    const sentences = golden.mean.map((_, i) =>
      importanceLikelihoods(densities, i, flat([golden.z_prior[i], golden.z_posterior[i]]), [
        ...golden.log_px_given_z_prior[i],
        ...golden.log_px_given_z_posterior[i],
      ]),
    )
    const over = (key: 'prior' | 'posterior') => sentences.reduce((sum, sentence) => sum + sentence[key], 0) / sentences.length
    found.note(say.figures.priorLl, relativeError([over('prior')], [golden.log_likelihood_prior]))
    found.note(say.figures.posteriorLl, relativeError([over('posterior')], [golden.log_likelihood_posterior]))
    return found
  },
}

interface GridGolden {
  mean: Matrix
  logvar: Matrix
  x: number[]
  y: number[]
  density_y_by_x: Matrix
}

export const densityGridCheck: GoldenCheck = {
  file: 'aggregated_posterior_grid',
  tolerance: 1e-6,
  async run(content, engine) {
    const golden = content as GridGolden
    const grid = await densityGrid(
      engine,
      makePosteriors(2, flat(golden.mean), flat(golden.logvar)),
      [0, 1],
      golden.x.length,
      golden.x[golden.x.length - 1],
    )
    // The grid's points lie evenly from −extent to extent on both axes.
    const { length } = golden.x
    const places = Array.from({ length }, (_, i) => golden.x[length - 1] * ((2 * i) / (length - 1) - 1))
    return new Findings([
      ['x', relativeError(places, golden.x)],
      ['y', relativeError(places, golden.y)],
      [say.figures.density, relativeError(grid, flat(golden.density_y_by_x))],
    ])
  },
}
