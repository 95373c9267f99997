import { gradient, placeholder } from '../graph'
import type { Engine } from '../engines/engine'
import { END, START } from '../corpus/corpus'
import { decodeByBeam } from '../generation/beam'
import { StepDecoder } from '../generation/decoder'
import { decodeGreedily } from '../generation/greedy'
import { bagWeights, batchInputs, tokenFeeds } from '../model/batch-inputs'
import { batchTokens } from '../model/batch-tokens'
import { reconstruct } from '../model/decoder'
import type { ModelShape } from '../model/shape'
import { ModelVariables } from '../model/variables'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { flat, relativeError } from './compare'
import { compute } from './compute'
import { decoderParameters, splitOf } from './reference-layout'

interface DecoderGolden {
  skip: boolean
  bag_of_words: boolean
  tokens: number[][]
  /** [sentences, samples, latent] */
  z: number[][][]
  parameters: Record<string, unknown>
  reconstruction_error: number[][]
  mean_reconstruction_error: number
  grad_z: number[][][]
  grad_parameters: Record<string, unknown>
  greedy: string[][]
  /** Starts with the start symbol; null where the reference could not decode (skip). */
  beam5: string[][] | null
}

async function teacherForced(
  golden: DecoderGolden,
  shape: ModelShape,
  parameters: Map<string, Float32Array>,
  engine: Engine,
  found: Findings,
): Promise<void> {
  const samples = golden.z[0].length
  const count = golden.tokens.length * samples
  const variables = new ModelVariables(shape)
  const { decoder, batch } = batchInputs(shape.modifiers)
  const z = placeholder('z', [batch, shape.latent])
  const { loss, nll } = reconstruct(variables, z, decoder)
  const names = [...variables.used.keys()]
  const gradients = gradient(loss, [z, ...variables.used.values()])
  const slopes = Object.fromEntries(['z', ...names].map((name, i) => [`d ${name}`, gradients[i]]))
  // A sentence for each of its samples, in the order of z.
  const sentences = golden.tokens.flatMap((_, i) => Array.from({ length: samples }, () => i))
  const tokens = batchTokens(splitOf(golden.tokens), sentences)
  const { feeds, sizes } = tokenFeeds(tokens, count)
  const given = { ...feeds, z: golden.z, ...(decoder.bagWeights && { bag_weights: bagWeights(tokens) }) }
  const outputs = await compute(engine, { loss, nll, ...slopes }, Object.fromEntries(parameters), given, sizes)
  const errors = new Float64Array(count)
  outputs.nll.forEach((value, i) => (errors[i % count] += value))
  found.note(say.figures.reconstruction, relativeError(errors, flat(golden.reconstruction_error)))
  found.note(say.figures.meanReconstruction, relativeError(outputs.loss, [golden.mean_reconstruction_error]))
  found.note(say.figures.gradientOfZ, relativeError(outputs['d z'], flat(golden.grad_z)))
  // The reference made this embedding with padding_idx −1, which withholds the gradient of the last word: a mistake
  // that Plenum does not copy, so that row is not compared.
  const lastWord = (shape.vocabulary - 1) * shape.embedding
  outputs['d decoder.embedding'].fill(0, lastWord)
  for (const [name, expected] of Object.entries(decoderParameters(golden.grad_parameters, shape.embedding)))
    found.note(say.figures.gradientOf(name), relativeError(outputs[`d ${name}`], expected))
}

/** Ids of words `w<id>`, without the start symbol in front and the end symbol behind. */
function idsOf(words: readonly string[], fromStart: boolean): number[] {
  const ids = words.map((word) => Number(word.slice(1)))
  if (fromStart && ids.shift() !== START) throw new Error('A beam does not begin with the start symbol w1.')
  return ids.at(-1) === END ? ids.slice(0, -1) : ids
}

/** Decodes of each sentence's first sample. 0 where all agree, else 1. */
async function decodes(
  golden: DecoderGolden,
  shape: ModelShape,
  parameters: Map<string, Float32Array>,
  engine: Engine,
  found: Findings,
): Promise<void> {
  const decoder = await StepDecoder.create(engine, parameters, shape)
  const z = Float32Array.from(golden.z.flatMap(([first]) => first))
  const compare = (name: string, decoded: number[][], expected: number[][]) =>
    found.note(name, JSON.stringify(decoded) === JSON.stringify(expected) ? 0 : 1)
  compare(
    say.figures.greedy,
    await decodeGreedily(decoder, z),
    golden.greedy.map((words) => idsOf(words, false)),
  )
  if (golden.beam5)
    compare(
      say.figures.beam,
      await decodeByBeam(decoder, z, { beam: 5 }),
      golden.beam5.map((words) => idsOf(words, true)),
    )
  await decoder.release()
}

export const lstmDecoderCheck: GoldenCheck = {
  file: 'lstm_decoder',
  tolerance: 1e-4,
  async run(content, engine) {
    const found = new Findings()
    for (const golden of content as DecoderGolden[]) {
      const table = golden.parameters['embed.weight'] as number[][]
      const shape: ModelShape = {
        vocabulary: table.length,
        embedding: table[0].length,
        hidden: (golden.parameters['lstm.bias_ih_l0'] as number[]).length / 4,
        latent: golden.z[0][0].length,
        modifiers: { skip: golden.skip, bagOfWords: golden.bag_of_words },
      }
      const parameters = new Map(
        Object.entries(decoderParameters(golden.parameters, shape.embedding)).map(([name, values]) => [name, Float32Array.from(values)]),
      )
      await teacherForced(golden, shape, parameters, engine, found)
      await decodes(golden, shape, parameters, engine, found)
    }
    return found
  },
}
