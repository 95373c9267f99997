import { defineProgram, variable } from '../graph'
import { BATCH_NORM_EPSILON, batchNormEvaluation, batchNormTraining } from '../model/batch-norm'
import { deltaBounds, deltaPosterior } from '../model/delta-transform'
import { gaussianKl } from '../objectives/gaussian-kl'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { flat, relativeError } from './compare'
import { compute, shapeOf, type Matrix } from './compute'

interface DeltaGolden {
  delta: number
  sigma_lower: number
  sigma_upper: number
  mean: Matrix
  logvar: Matrix
  posterior_mean: Matrix
  posterior_logvar: Matrix
  kl: number
}

const ROOTS = say.figures.boundsOfSigma

export const deltaCheck: GoldenCheck = {
  file: 'delta_vae',
  tolerance: 1e-5,
  tolerances: { [ROOTS]: 1e-6 },
  async run(content, engine) {
    const found = new Findings()
    for (const golden of content as DeltaGolden[]) {
      const { lower, upper } = deltaBounds(golden.delta)
      found.note(ROOTS, relativeError([lower, upper], [golden.sigma_lower, golden.sigma_upper]))
      const shape = shapeOf(golden.mean)
      const posterior = deltaPosterior({ mean: variable('mean', shape), logvar: variable('logvar', shape) }, golden.delta)
      const transformed = { posterior_mean: posterior.mean, posterior_logvar: posterior.logvar, kl: gaussianKl(posterior) }
      const outputs = await compute(engine, transformed, { mean: golden.mean, logvar: golden.logvar })
      found.note(say.figures.mean, relativeError(outputs.posterior_mean, flat(golden.posterior_mean)))
      found.note(say.figures.logvar, relativeError(outputs.posterior_logvar, flat(golden.posterior_logvar)))
      found.note('KL', relativeError(outputs.kl, [golden.kl]))
    }
    return found
  },
}

interface BatchNormGolden {
  gamma: number
  eps: number
  beta: number[]
  mean: Matrix
  train_output: Matrix
  running_mean: number[]
  running_var: number[]
  eval_output: Matrix
}

export const batchNormCheck: GoldenCheck = {
  file: 'bn_vae',
  tolerance: 1e-5,
  async run(content, engine) {
    const golden = content as BatchNormGolden
    const found = new Findings()
    const latent = golden.beta.length
    found.note('ε', relativeError([BATCH_NORM_EPSILON], [golden.eps]))
    const means = variable('means', [golden.mean.length, latent])
    const shift = variable('shift', [latent])
    const running = { mean: variable('running_mean', [latent]), variance: variable('running_variance', [latent]) }
    const store = new Map([
      ['means', Float32Array.from(flat(golden.mean))],
      ['shift', Float32Array.from(golden.beta)],
      ['running_mean', new Float32Array(latent)],
      ['running_variance', new Float32Array(latent).fill(1)],
    ])
    const trained = batchNormTraining(means, golden.gamma, shift, running)
    const updates = new Map([
      [running.mean, trained.running.mean],
      [running.variance, trained.running.variance],
    ])
    const training = await engine.compile(defineProgram({ output: trained.mean }, updates), store)
    found.note(say.figures.batchNormalised, relativeError((await training.run({}, {})).output, flat(golden.train_output)))
    await training.release()
    await engine.sync?.(store)
    found.note(say.figures.runningMean, relativeError(store.get('running_mean')!, golden.running_mean))
    found.note(say.figures.runningVariance, relativeError(store.get('running_variance')!, golden.running_var))
    const evaluation = await engine.compile(defineProgram({ output: batchNormEvaluation(means, golden.gamma, shift, running) }), store)
    found.note(say.figures.runningNormalised, relativeError((await evaluation.run({}, {})).output, flat(golden.eval_output)))
    await evaluation.release()
    return found
  },
}
