import { add, gradient, placeholder, transpose, variable } from '../graph'
import { adversarialLosses, type Linear } from '../objectives/adversarial'
import { maximumMeanDiscrepancy } from '../objectives/mmd'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { flat, relativeError } from './compare'
import { compute, shapeOf, type Matrix } from './compute'

interface MmdGolden {
  z_prior: Matrix
  z_posterior: Matrix
  value: number
  grad_z_posterior: Matrix
}

export const mmdCheck: GoldenCheck = {
  file: 'wae_mmd',
  tolerance: 1e-4,
  async run(content, engine) {
    const golden = content as MmdGolden
    const posterior = variable('posterior', shapeOf(golden.z_posterior))
    const value = maximumMeanDiscrepancy(placeholder('prior', shapeOf(golden.z_prior)), posterior)
    const [slope] = gradient(value, [posterior])
    const outputs = await compute(engine, { value, slope }, { posterior: golden.z_posterior }, { prior: golden.z_prior })
    return new Findings([
      [say.figures.value, relativeError(outputs.value, [golden.value])],
      [say.figures.gradientOfSamples, relativeError(outputs.slope, flat(golden.grad_z_posterior))],
    ])
  },
}

const LAYERS = ['0', '2', '4'] as const
type Parameters = Record<`${(typeof LAYERS)[number]}.weight`, Matrix> & Record<`${(typeof LAYERS)[number]}.bias`, number[]>

interface AdversarialGolden {
  z_prior: Matrix
  z_posterior: Matrix
  discriminator: Parameters
  loss_discriminator: number
  loss_generator: number
  grad_z_posterior: Matrix
  grad_discriminator: Parameters
}

export const adversarialCheck: GoldenCheck = {
  file: 'aae',
  tolerance: 1e-4,
  async run(content, engine) {
    const golden = content as AdversarialGolden
    const posterior = variable('posterior', shapeOf(golden.z_posterior))
    // Weights are [out, in] in the file and so are the variables' gradients.
    const parameters = LAYERS.map((layer) => {
      const weight = golden.discriminator[`${layer}.weight`]
      const bias = golden.discriminator[`${layer}.bias`]
      return { weight: variable(`${layer}.weight`, shapeOf(weight)), bias: variable(`${layer}.bias`, [bias.length]) }
    })
    const [first, second, last] = parameters.map(({ weight, bias }): Linear => ({ weight: transpose(weight), bias }))
    const losses = adversarialLosses([first, second, last], placeholder('prior', shapeOf(golden.z_prior)), posterior)
    // The gradient of the sum, as in training: what each loss must not train has to be cut off.
    const [slope, ...slopes] = gradient(add(losses.discriminator, losses.generator), [
      posterior,
      ...parameters.flatMap(({ weight, bias }) => [weight, bias]),
    ])
    const named = Object.fromEntries(slopes.map((tensor, i) => [`slope${i}`, tensor]))
    const variables = { posterior: golden.z_posterior, ...golden.discriminator }
    const outputs = await compute(engine, { ...losses, slope, ...named }, variables, { prior: golden.z_prior })
    const found = new Findings()
    found.note(say.figures.discriminatorLoss, relativeError(outputs.discriminator, [golden.loss_discriminator]))
    found.note(say.figures.generatorLoss, relativeError(outputs.generator, [golden.loss_generator]))
    found.note(say.figures.gradientOfSamples, relativeError(outputs.slope, flat(golden.grad_z_posterior)))
    LAYERS.forEach((layer, i) => {
      const expected = golden.grad_discriminator
      found.note(say.figures.discriminatorWeights, relativeError(outputs[`slope${2 * i}`], flat(expected[`${layer}.weight`])))
      found.note(say.figures.discriminatorBiases, relativeError(outputs[`slope${2 * i + 1}`], expected[`${layer}.bias`]))
    })
    return found
  },
}
