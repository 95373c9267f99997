import { gradient, placeholder, variable, type Tensor } from '../graph'
import type { Engine } from '../engines/engine'
import { densityGap } from '../objectives/density-gap'
import { coarseFreeBits, freeBits } from '../objectives/free-bits-kl'
import { gaussianKl, gaussianKlUnits } from '../objectives/gaussian-kl'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { flat, relativeError } from './compare'
import { compute, shapeOf, type Matrix } from './compute'

/** A scalar of a posterior [rows, latent] with its gradients by mean and log-variance, and the KL of each unit, in float32. */
function valueAndGradients(
  engine: Engine,
  mean: Matrix,
  logvar: Matrix,
  build: (posterior: { mean: Tensor; logvar: Tensor }) => Tensor,
  feeds: Record<string, unknown> = {},
) {
  const posterior = { mean: variable('mean', shapeOf(mean)), logvar: variable('logvar', shapeOf(mean)) }
  const value = build(posterior)
  const [dMean, dLogvar] = gradient(value, [posterior.mean, posterior.logvar])
  return compute(engine, { value, dMean, dLogvar, units: gaussianKlUnits(posterior) }, { mean, logvar }, feeds)
}

interface KlGolden {
  mean: Matrix
  logvar: Matrix
  kl_per_unit: Matrix
  kl: number
  [target: `free_bits_target_${string}`]: { fine: number; fine_grad_mean: Matrix; fine_grad_logvar: Matrix; coarse: number }
}

export const gaussianKlCheck: GoldenCheck = {
  file: 'gaussian_kl',
  tolerance: 1e-4,
  async run(content, engine) {
    const golden = content as KlGolden
    const found = new Findings()
    const { mean, logvar } = golden
    const kl = await valueAndGradients(engine, mean, logvar, gaussianKl)
    found.note(say.figures.klPerUnit, relativeError(kl.units, flat(golden.kl_per_unit)))
    found.note('KL', relativeError(kl.value, [golden.kl]))
    for (const key of Object.keys(golden).filter((name): name is `free_bits_target_${string}` => name.startsWith('free_bits_target_'))) {
      const target = Number(key.slice('free_bits_target_'.length))
      const expected = golden[key]
      const fine = await valueAndGradients(engine, mean, logvar, (posterior) => freeBits(posterior, target, mean[0].length))
      found.note(say.figures.freeBits, relativeError(fine.value, [expected.fine]))
      found.note(say.figures.freeBitsMean, relativeError(fine.dMean, flat(expected.fine_grad_mean)))
      found.note(say.figures.freeBitsLogvar, relativeError(fine.dLogvar, flat(expected.fine_grad_logvar)))
      const coarse = await valueAndGradients(engine, mean, logvar, (posterior) => coarseFreeBits(posterior, target))
      found.note(say.figures.coarseFreeBits, relativeError(coarse.value, [expected.coarse]))
    }
    return found
  },
}

interface GapGolden {
  batch: number
  latent: number
  samples: number
  aggregation_size: number
  mean: Matrix
  logvar: Matrix
  eps: number[][][]
  value: number
  grad_mean: Matrix
  grad_logvar: Matrix
}

export const densityGapCheck: GoldenCheck = {
  file: 'density_gap_gaussian',
  tolerance: 1e-4,
  async run(content, engine) {
    const found = new Findings()
    for (const golden of content as GapGolden[]) {
      const { batch, latent, samples, aggregation_size: members } = golden
      const noise = placeholder('noise', [batch / members, members, samples, latent])
      const build = (posterior: { mean: Tensor; logvar: Tensor }) => densityGap(posterior, noise, batch / members, members)
      const gap = await valueAndGradients(engine, golden.mean, golden.logvar, build, { noise: golden.eps })
      found.note(say.figures.value, relativeError(gap.value, [golden.value]))
      found.note(say.figures.gradientOfMean, relativeError(gap.dMean, flat(golden.grad_mean)))
      found.note(say.figures.gradientOfLogvar, relativeError(gap.dLogvar, flat(golden.grad_logvar)))
    }
    return found
  },
}
