import { add, defineProgram, gradient, mul, placeholder, reduceSum } from '../graph'
import { batchInputs, tokenFeeds } from '../model/batch-inputs'
import { batchTokens } from '../model/batch-tokens'
import { encode } from '../model/encoder'
import { asGaussian } from '../model/posterior'
import { ModelVariables } from '../model/variables'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { flat, relativeError } from './compare'
import { encoderParameters } from './reference-layout'

interface EncoderGolden {
  tokens: number[][]
  parameters: Record<string, unknown>
  mean: number[][]
  logvar: number[][]
  weights_mean: number[][]
  weights_logvar: number[][]
  grad_parameters: Record<string, unknown>
}

/** Sentences given whole, `<s>` and `</s>` included, as a split. */
export function splitOf(sentences: readonly (readonly number[])[]) {
  const offsets = new Float64Array(sentences.length + 1)
  sentences.forEach((sentence, i) => (offsets[i + 1] = offsets[i] + sentence.length))
  return { tokens: Uint32Array.from(sentences.flat()), offsets, labels: null }
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
    const program = defineProgram({ mean, logvar, ...Object.fromEntries(names.map((name, i) => [`d ${name}`, gradients[i]])) })
    const executable = await engine.compile(program, new Map(names.map((name) => [name, Float32Array.from(parameters[name])])))
    const { feeds, sizes } = tokenFeeds(
      batchTokens(
        splitOf(golden.tokens),
        golden.tokens.map((_, i) => i),
      ),
      golden.tokens.length,
    )
    const outputs = await executable.run(
      {
        ...feeds,
        weights_mean: Float32Array.from(flat(golden.weights_mean)),
        weights_logvar: Float32Array.from(flat(golden.weights_logvar)),
      },
      sizes,
    )
    await executable.release()
    found.note(say.figures.mean, relativeError(outputs.mean, flat(golden.mean)))
    found.note(say.figures.logvar, relativeError(outputs.logvar, flat(golden.logvar)))
    for (const [name, expected] of Object.entries(encoderParameters(golden.grad_parameters)))
      found.note(say.figures.gradientOf(name), relativeError(outputs[`d ${name}`], expected))
    return found
  },
}
