import { placeholder, type Dimension, type Tensor } from '../graph'
import { valueOf } from '../graph/dimension'
import { streamOf, type Random, type Streams } from '../random'
import { VmfSampler } from './vmf-sampler'

interface Drawn {
  shape: readonly Dimension[]
  /** Fills an array with independent draws. */
  fill(out: Float32Array, random: Random): Float32Array
}

/**
 * The random inputs of a program: collected while it is built, drawn on the host for every run of it, in the order in which
 * they were asked for. Randomness never lives in an engine.
 */
export class NoisePlan {
  private readonly inputs = new Map<string, Drawn>()

  /** Standard normal numbers. */
  normal(name: string, shape: readonly Dimension[]): Tensor {
    return this.input(`noise:${name}`, { shape, fill: (out, random) => random.fillNormal(out) })
  }

  /** Parts w of samples of vMF(μ, κ) along their μ, in [−1, 1]. */
  alongMean(name: string, shape: readonly Dimension[], latent: number, kappa: number): Tensor {
    const sampler = new VmfSampler(latent, kappa)
    return this.input(`along:${name}`, { shape, fill: (out, random) => sampler.fill(out, random) })
  }

  /** Fresh feeds for a run with these sizes. @param take an array of this length for an input of this name, whose content does not matter */
  draw(
    random: Streams,
    sizes: Readonly<Record<string, number>>,
    take: (name: string, length: number) => Float32Array = (_, length) => new Float32Array(length),
  ): Record<string, Float32Array> {
    const bindings = new Map(Object.entries(sizes))
    return Object.fromEntries(
      [...this.inputs].map(([name, { shape, fill }]) => {
        const length = shape.reduce<number>((product, dimension) => product * valueOf(dimension, bindings), 1)
        return [name, fill(take(name, length), streamOf(random, name))]
      }),
    )
  }

  private input(name: string, drawn: Drawn): Tensor {
    if (this.inputs.has(name)) throw new Error(`The random input "${name}" was asked for twice.`)
    this.inputs.set(name, drawn)
    return placeholder(name, drawn.shape)
  }
}
