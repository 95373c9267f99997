import { add, gradient, mul, placeholder, reduceSum } from '../graph'
import { batchInputs, tokenFeeds } from '../model/batch-inputs'
import { batchTokens } from '../model/batch-tokens'
import { encode } from '../model/encoder'
import { asGaussian } from '../model/posterior'
import { ModelVariables } from '../model/variables'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { flat, relativeError } from './compare'
import { compute } from './compute'
import { encoderParameters, splitOf } from './reference-layout'

interface EncoderGolden {
  tokens: number[][]
  parameters: Record<string, unknown>
  mean: number[][]
  logvar: number[][]
  weights_mean: number[][]
  weights_logvar: number[][]
  grad_parameters: Record<string, unknown>
}

export const lstmEncoderCheck: GoldenCheck = {
  file: 'lstm_encoder',
  tolerance: 1e-4,
  async run(content, engine) {
    const golden = content as EncoderGolden
    const found = new Findings()
    const parameters = encoderParameters(golden.parameters)
    const latent = golden.mean[0].length
    const embedding = (golden.parameters['embedding.weight'] as number[][])[0].length
    const vocabulary = (golden.parameters['embedding.weight'] as number[][]).length
    const variables = new ModelVariables({ vocabulary, embedding, latent, hidden: parameters['encoder.bias_input'].length / 4 })
    const { encoder, batch } = batchInputs()
    const { mean, logvar } = asGaussian(encode(variables, encoder, 'evaluation').posterior)
    const weighted = (name: string) => placeholder(name, [batch, latent])
    const loss = add(reduceSum(mul(mean, weighted('weights_mean'))), reduceSum(mul(logvar, weighted('weights_logvar'))))
    const names = [...variables.used.keys()]
    const gradients = gradient(loss, [...variables.used.values()])
    const slopes = Object.fromEntries(names.map((name, i) => [`d ${name}`, gradients[i]]))
    const order = golden.tokens.map((_, i) => i)
    const { feeds, sizes } = tokenFeeds(batchTokens(splitOf(golden.tokens), order), order.length)
    const weights = { weights_mean: golden.weights_mean, weights_logvar: golden.weights_logvar }
    const outputs = await compute(engine, { mean, logvar, ...slopes }, parameters, { ...feeds, ...weights }, sizes)
    found.note(say.figures.mean, relativeError(outputs.mean, flat(golden.mean)))
    found.note(say.figures.logvar, relativeError(outputs.logvar, flat(golden.logvar)))
    for (const [name, expected] of Object.entries(encoderParameters(golden.grad_parameters)))
      found.note(say.figures.gradientOf(name), relativeError(outputs[`d ${name}`], expected))
    return found
  },
}
