import { defineProgram, variable } from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { NoisePlan } from '../../../src/lab/model/noise'
import type { Posterior } from '../../../src/lab/model/posterior'
import { ModelVariables } from '../../../src/lab/model/variables'
import { unit } from '../../../src/lab/model/vmf-posterior'
import { posteriorKl } from '../../../src/lab/objectives/posterior-kl'
import { findObjective } from '../../../src/lab/objectives/registry'
import { Random } from '../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })

/** A batch of given posteriors: Gaussians, or on the sphere directions with one κ. */
export interface GivenBatch {
  latent: number
  /** [batch, latent] */
  mean: Float32Array
  logvar?: Float32Array
  kappa?: number
}

/** Posteriors with random means and, where they are Gaussians, widths about e^(logvar/2). */
export function randomBatch(seed: number, batch: number, latent: number, shape: { spread?: number; logvar?: number; kappa?: number } = {}) {
  const random = new Random('batch', seed)
  const { spread = 1, logvar = -1, kappa } = shape
  const mean = random.fillNormal(new Float32Array(batch * latent)).map((m) => spread * m)
  if (kappa !== undefined) return { latent, mean, kappa }
  return { latent, mean, logvar: random.fillNormal(new Float32Array(batch * latent)).map((v) => 0.3 * v + logvar) }
}

/** The batch in another order. */
export function permuted({ latent, mean, logvar, kappa }: GivenBatch, order: readonly number[]): GivenBatch {
  const rows = (values: Float32Array) => Float32Array.from(order.flatMap((i) => [...values.subarray(i * latent, (i + 1) * latent)]))
  return { latent, mean: rows(mean), ...(logvar && { logvar: rows(logvar) }), kappa }
}

/** Takes the noise of the M samples of each sentence in another order of sentences. */
export const permutedNoise = (order: readonly number[]) => (values: Float32Array) => {
  const width = values.length / order.length
  return Float32Array.from(order.flatMap((i) => [...values.subarray(i * width, (i + 1) * width)]))
}

export interface Measured {
  /** Of each seed. */
  values: number[]
  mean: number
  /** Standard error of the mean. */
  error: number
  kl: number
}

/** An objective's regulariser of a batch for as many draws of its noise, with `members` sentences an aggregate, and the analytic KL. */
export async function measure(
  id: string,
  { latent, mean, logvar, kappa }: GivenBatch,
  members: number,
  draws = 1,
  change: (noise: Float32Array) => Float32Array = (noise) => noise,
): Promise<Measured> {
  const batch = mean.length / latent
  const family = kappa === undefined ? undefined : { kind: 'vmf' as const, kappa }
  const means = variable('mean', [batch, latent])
  const posterior: Posterior =
    kappa === undefined
      ? { family: 'gaussian', mean: means, logvar: variable('logvar', [batch, latent]) }
      : { family: 'vmf', mean: unit(means), kappa }
  const noise = new NoisePlan()
  const variables = new ModelVariables({ vocabulary: 5, embedding: 2, hidden: 2, latent, posterior: family })
  const parameters = { agg_size: members, kappa: kappa ?? 0 }
  const { weighted } = findObjective(id).regulariser({
    posterior,
    parameters,
    latent,
    chunks: batch / members,
    members,
    noise,
    variables,
  })
  const kl = posteriorKl(posterior, latent)
  const store = new Map([['mean', mean]])
  if (logvar) store.set('logvar', logvar)
  const executable = await engine.compile(defineProgram({ weighted, kl }), store)
  const values: number[] = []
  let analytic = NaN
  for (let seed = 0; seed < draws; seed++) {
    const drawn = noise.draw(new Random('noise', seed), {})
    const feeds = Object.fromEntries(Object.entries(drawn).map(([name, value]) => [name, change(value)]))
    const outputs = await executable.run(feeds, {})
    values.push(outputs.weighted[0])
    analytic = outputs.kl[0]
  }
  await executable.release()
  const centre = values.reduce((sum, v) => sum + v, 0) / draws
  const variance = values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / Math.max(1, draws - 1)
  return { values, mean: centre, error: Math.sqrt(variance / draws), kl: analytic }
}
