import { deltaBounds } from '../../../src/lab/model/delta-transform'
import { klToUniform, logNormaliser, logUniformDensity } from '../../../src/lab/model/von-mises-fisher'
import type { ObjectiveChoice } from '../../../src/shared/objective'

/** Monte Carlo samples a sentence. */
const SAMPLES = 32
const START = 1
const END = 2

/** What a training step is given. Parameters are row-major, weights [in, out]; random numbers are those of the step, by their names. */
export interface Given {
  choice: ObjectiveChoice
  embedding: number
  hidden: number
  latent: number
  /** Word ids, without start and end. */
  sentences: readonly (readonly number[])[]
  parameters: ReadonlyMap<string, ArrayLike<number>>
  random: Readonly<Record<string, ArrayLike<number>>>
}

/** Means over the sentences. */
export interface Losses {
  rec: number
  /** Cross-entropy of the words that z predicts by itself. */
  bag: number
  kl: number
  regulariser: number
  /** The discriminator's. */
  own: number
}

type Vector = readonly number[]

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const sum = (x: Vector): number => x.reduce((total, value) => total + value, 0)
const mean = (x: Vector): number => sum(x) / x.length
const dot = (a: Vector, b: Vector): number => sum(a.map((value, i) => value * b[i]))
const scaled = (a: Vector, factor: number): number[] => a.map((value) => factor * value)
const plus = (...all: Vector[]): number[] => all[0].map((_, i) => sum(all.map((x) => x[i])))
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const unit = (a: Vector): number[] => scaled(a, 1 / Math.sqrt(dot(a, a)))
const rowOf = (matrix: ArrayLike<number>, row: number, width: number): number[] => range(width).map((i) => matrix[row * width + i])

function logSumExp(x: Vector): number {
  const largest = Math.max(...x)
  return largest + Math.log(sum(x.map((value) => Math.exp(value - largest))))
}

const logMeanExp = (x: Vector): number => logSumExp(x) - Math.log(x.length)

/** x · W, [in] · [in, out]. */
function product(x: Vector, weight: ArrayLike<number>): number[] {
  const width = weight.length / x.length
  return range(width).map((column) => sum(x.map((value, i) => value * weight[i * width + column])))
}

/** A Gaussian, or on the sphere (without log-variance) a direction. */
interface Posterior {
  mean: number[]
  logvar: number[] | null
}

/**
 * The losses of a training step written out plainly from their definitions: one sentence after the other, one number after the other, in
 * float64, with nothing of the graph.
 */
export function plainLosses(given: Given): Losses {
  const { choice, latent, sentences, random } = given
  const posteriors = posteriorsOf(given)
  const kappa = choice.parameters.kappa
  /** Sample number `at` of the noise of this name, from the posterior of sentence b. */
  const sampleOf = (b: number, name: string, at: number): number[] => {
    const { mean: centre, logvar } = posteriors[b]
    const noise = rowOf(random[`noise:${name}`], at, latent)
    if (logvar) return centre.map((m, d) => m + Math.exp(logvar[d] / 2) * noise[d])
    const w = random[`along:${name}`][at]
    const orthogonal = unit(plus(noise, scaled(centre, -dot(noise, centre))))
    return plus(scaled(centre, w), scaled(orthogonal, Math.sqrt(1 - w * w)))
  }
  const decoded = sentences.map((_, b) => decode(given, b, sampleOf(b, 'z', b)))
  const units = posteriors.map(({ mean: m, logvar }) => m.map((x, d) => (logvar ? 0.5 * (x * x + Math.exp(logvar[d]) - logvar[d] - 1) : 0)))
  const kls = posteriors.map(({ logvar }, b) => (logvar ? sum(units[b]) : klToUniform(latent, kappa)))
  const samples = (name: string): number[][][] => sentences.map((_, b) => range(SAMPLES).map((j) => sampleOf(b, name, b * SAMPLES + j)))
  const prior = () => range(sentences.length * SAMPLES).map((n) => rowOf(random['noise:prior'], n, latent))
  const { target_kl: target, agg_size: size } = choice.parameters
  const regularisers: Record<string, () => number> = {
    'free-bits': () => mean(units.map((row) => sum(row.filter((value) => value > target / latent)))),
    'free-bits-coarse': () => mean(kls.map((value) => (value > target ? value : 0))),
    aae: () => -mean(samples('posterior').flatMap((points) => points.map((z) => logPrior(given, z, 1)))),
    wae: () => discrepancy(prior(), samples('posterior').flat(), 2 * latent),
    dg: () => sum(range(latent).map((d) => overChunks(samples('gap'), size, (z, k) => logNormal(z, posteriors[k], [d])))),
    'dg-joint': () => overChunks(samples('gap'), size, (z, k) => logNormal(z, posteriors[k], range(latent))),
    'dg-vmf': () =>
      overChunks(
        samples('gap'),
        size,
        (z, k) => logNormaliser(latent, kappa) + kappa * dot(z, posteriors[k].mean) - logUniformDensity(latent),
      ),
  }
  const own = () =>
    -0.5 *
    (mean(prior().map((z) => logPrior(given, z, 1))) + mean(samples('posterior').flatMap((zs) => zs.map((z) => logPrior(given, z, 0)))))
  return {
    rec: mean(decoded.map(({ rec }) => rec)),
    bag: mean(decoded.map(({ bag }) => bag)),
    kl: mean(kls),
    regulariser: regularisers[choice.id]?.() ?? mean(kls),
    own: choice.id === 'aae' ? own() : 0,
  }
}

/** log N(z; μ, σ²) − log N(z; 0, 1) in these dimensions. */
const logNormal = (z: Vector, { mean: m, logvar }: Posterior, dimensions: Vector): number =>
  sum(dimensions.map((d) => -0.5 * (logvar![d] + (z[d] - m[d]) ** 2 / Math.exp(logvar![d]) - z[d] ** 2)))

/** Mean over chunks of `size` sentences (one chunk where it does not divide them) and their points of log (1/|b|) Σ_k of a density ratio. */
function overChunks(samples: number[][][], size: number, logRatio: (z: Vector, sentence: number) => number): number {
  const members = samples.length % size === 0 ? size : samples.length
  return mean(
    samples.flatMap((points, b) => {
      const first = b - (b % members)
      return points.map((z) => logMeanExp(range(members).map((k) => logRatio(z, first + k))))
    }),
  )
}

/** Maximum mean discrepancy, a sample never paired with itself. */
function discrepancy(a: number[][], b: number[][], scale: number): number {
  const kernel = (x: Vector, y: Vector) => scale / (1e-9 + scale + sum(x.map((value, d) => (value - y[d]) ** 2)))
  const within = (set: number[][]) => mean(set.flatMap((x, i) => set.filter((_, j) => j !== i).map((y) => kernel(x, y))))
  return within(a) + within(b) - 2 * mean(a.flatMap((x) => b.map((y) => kernel(x, y))))
}

/** log-probability of a class by the discriminator: 1 is the prior. */
function logPrior({ parameters }: Given, z: Vector, label: 0 | 1): number {
  const layer = (x: Vector, name: string) =>
    plus(product(x, parameters.get(`discriminator.${name}`)!), Array.from(parameters.get(`discriminator.${name}_bias`)!))
  const scores = layer(layer(layer(z, 'first').map(sigmoid), 'second').map(sigmoid), 'last')
  return scores[label] - logSumExp(scores)
}

/** One step of an LSTM with gates i, f, o, g. @param input what the input adds to the gates, biases included */
function lstmStep(input: Vector, state: { h: number[]; c: number[] }, weight: ArrayLike<number>): { h: number[]; c: number[] } {
  const hidden = state.h.length
  const gates = plus(input, product(state.h, weight))
  const gate = (index: number, of: (x: number) => number) => gates.slice(index * hidden, (index + 1) * hidden).map(of)
  const [i, f, o, g] = [gate(0, sigmoid), gate(1, sigmoid), gate(2, sigmoid), gate(3, Math.tanh)]
  const c = state.c.map((value, n) => f[n] * value + i[n] * g[n])
  return { h: c.map((value, n) => o[n] * Math.tanh(value)), c }
}

const biasOf = ({ parameters }: Given, part: string): number[] =>
  plus(Array.from(parameters.get(`${part}.bias_input`)!), Array.from(parameters.get(`${part}.bias_recurrent`)!))

function posteriorsOf(given: Given): Posterior[] {
  const { choice, embedding, hidden, latent, sentences, parameters } = given
  const of = (name: string) => parameters.get(`encoder.${name}`)!
  const layers = sentences.map((words) => {
    let state = { h: range(hidden).map(() => 0), c: range(hidden).map(() => 0) }
    for (const word of [START, ...words, END]) {
      const input = plus(product(rowOf(of('embedding'), word, embedding), of('weight_input')), biasOf(given, 'encoder'))
      state = lstmStep(input, state, of('weight_recurrent'))
    }
    return product(state.h, of('to_posterior'))
  })
  if (choice.id.endsWith('vmf')) return layers.map((layer) => ({ mean: unit(layer), logvar: null }))
  const raw = layers.map((layer) => ({ mean: layer.slice(0, latent), logvar: layer.slice(latent) }))
  if (choice.id === 'bn') {
    const shift = of('bn_shift')
    const { means, variances } = batchMoments(raw)
    return raw.map(({ mean: m, logvar }) => ({
      mean: m.map((x, d) => (choice.parameters.gamma * (x - means[d])) / Math.sqrt(variances[d] + 1e-5) + shift[d]),
      logvar,
    }))
  }
  if (choice.id !== 'delta') return raw
  const { delta } = choice.parameters
  const { lower, upper } = deltaBounds(delta)
  return raw.map(({ mean: m, logvar: v }) => {
    const logvar = v.map((x) => 2 * Math.log(lower + (upper - lower) / Math.min(50, Math.max(1, 1 + Math.exp(-x)))))
    return { mean: m.map((x, d) => Math.sqrt(2 * delta + 1 + logvar[d] - Math.exp(logvar[d]) + Math.max(0, x) + 1e-6)), logvar }
  })
}

/** Mean and variance (divided by the size) over a batch, of each dimension. */
function batchMoments(raw: readonly { mean: number[] }[]): { means: number[]; variances: number[] } {
  const columns = raw[0].mean.map((_, d) => raw.map(({ mean: m }) => m[d]))
  return { means: columns.map(mean), variances: columns.map((column) => mean(column.map((x) => (x - mean(column)) ** 2))) }
}

/** Summed cross-entropy of a sentence's tokens given z, and the mean one of the bag of words. */
function decode(given: Given, b: number, z: Vector): { rec: number; bag: number } {
  const { choice, embedding, sentences, parameters, random } = given
  const of = (name: string) => parameters.get(`decoder.${name}`)!
  const tokens = [START, ...sentences[b], END]
  const batch = sentences.length
  const c = product(z, of('to_cell'))
  let state = { h: c.map(Math.tanh), c }
  let rec = 0
  for (let t = 0; t + 1 < tokens.length; t++) {
    const kept = (mask: ArrayLike<number> | undefined, values: number[]) =>
      mask ? values.map((value, i) => value * mask[(t * batch + b) * values.length + i]) : values
    const word = kept(random.dropout_in, rowOf(of('embedding'), tokens[t], embedding))
    const input = plus(product(word, of('weight_embedding')), product(z, of('weight_latent')), biasOf(given, 'decoder'))
    state = lstmStep(input, state, of('weight_recurrent'))
    const output = kept(random.dropout_out, state.h)
    const logits = product('skip' in choice.modifiers ? [...output, ...z] : output, of('to_vocabulary'))
    rec += logSumExp(logits) - logits[tokens[t + 1]]
  }
  if (!('bow' in choice.modifiers)) return { rec, bag: 0 }
  const inner = plus(product(z, of('bag_hidden')), Array.from(of('bag_hidden_bias'))).map(sigmoid)
  const scores = range(of('bag_output_bias').length).map(
    (word) => dot(inner, rowOf(of('bag_output'), word, z.length)) + of('bag_output_bias')[word],
  )
  return { rec, bag: mean(tokens.slice(1).map((word) => logSumExp(scores) - scores[word])) }
}
