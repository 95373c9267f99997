import type { Node } from '../../graph/tensor'
import type { Emitter } from './emitter'
import type { LoweringContext } from './lowering'

interface Operands {
  states: string
  weight: string
  /** int64 [rows, 1] */
  targets: string
  /** [rows, 1] */
  rowWeights: string
}

/** Without gradients: log-softmax and the targets' entries. nll [rows, 1]. */
function negativeLogLikelihood(emitter: Emitter, { states, weight, targets }: Operands): string {
  const logProbabilities = emitter.op('LogSoftmax', [emitter.op('Gemm', [states, weight])], { axis: 1 })
  return emitter.op('Neg', [emitter.op('GatherElements', [logProbabilities, targets], { axis: 1 })])
}

/**
 * With gradients: D = softmax − onehot, and the rows' weights applied to the small operands instead of to D.
 * `previous` is a weight gradient to add to. A token's loss is reported up to 85 nats (a probability of 1e-37).
 */
function withGradients(emitter: Emitter, { states, weight, targets, rowWeights }: Operands, previous?: string) {
  const p = emitter.op('Softmax', [emitter.op('Gemm', [states, weight])], { axis: 1 })
  const atTarget = emitter.op('GatherElements', [p, targets], { axis: 1 })
  const nll = emitter.op('Neg', [emitter.op('Log', [emitter.op('Max', [atTarget, emitter.float(1e-37)])])])
  // −1 by way of what was gathered, so that the gathering comes first and the scatter may write over p instead of a copy.
  const minusOne = emitter.op('Sub', [emitter.op('Mul', [atTarget, emitter.float(0)]), emitter.float(1)])
  const d = emitter.op('ScatterElements', [p, targets, minusOne], { axis: 1, reduction: 'add' })
  const dStates = emitter.op('Mul', [emitter.op('Gemm', [d, weight], { transB: 1 }), rowWeights])
  const weighted = emitter.op('Transpose', [emitter.op('Mul', [states, rowWeights])], { perm: [1, 0] })
  const dWeight = emitter.op('Gemm', previous ? [weighted, d, previous] : [weighted, d])
  return { nll, dStates, dWeight }
}

export function lowerVocabulary({ emitter, used, chunkRows }: LoweringContext, node: Node): void {
  const [states, weight, targets, rowWeights] = node.inputs
  const [width, vocabulary] = weight.shape as number[]
  const column = (name: string) => emitter.op('Unsqueeze', [name, emitter.int64([1])])
  const operands: Operands = {
    states: emitter.name(states),
    weight: emitter.name(weight),
    targets: column(emitter.op('Cast', [emitter.name(targets)], { to: 7 })),
    rowWeights: column(emitter.name(rowWeights)),
  }
  const training = used(node, 2) || used(node, 3)
  const chunk = chunkRows(vocabulary)
  const result = chunk ? chunked(emitter, operands, training, chunk, width, vocabulary) : whole(emitter, operands, training)
  const nll = emitter.op('Squeeze', [result.nll, emitter.int64([1])])
  emitter.bind(node.outputs[1], nll)
  emitter.bind(node.outputs[0], emitter.op('ReduceSum', [emitter.op('Mul', [nll, emitter.name(rowWeights)])], { keepdims: 0 }))
  if (result.dStates) emitter.bind(node.outputs[2], result.dStates)
  if (result.dWeight) emitter.bind(node.outputs[3], result.dWeight)
}

interface Outcome {
  nll: string
  dStates?: string
  dWeight?: string
}

function whole(emitter: Emitter, operands: Operands, training: boolean): Outcome {
  return training ? withGradients(emitter, operands) : { nll: negativeLogLikelihood(emitter, operands) }
}

/**
 * A Scan over chunks of at most `most` rows, as even as they come, padded with rows of weight 0; the weight gradient is the
 * state that it carries.
 */
function chunked(emitter: Emitter, operands: Operands, training: boolean, most: number, width: number, vocabulary: number): Outcome {
  const integer = (value: number) => emitter.int64([value])
  const add = (a: string, b: string) => emitter.op('Add', [a, b])
  const sub = (a: string, b: string) => emitter.op('Sub', [a, b])
  const ceilDivide = (a: string, b: string) => emitter.op('Div', [sub(add(a, b), integer(1)), b])
  const rows = emitter.op('Shape', [operands.targets], { start: 0, end: 1 })
  const chunks = ceilDivide(rows, integer(most))
  const size = ceilDivide(rows, chunks)
  const missing = sub(emitter.op('Mul', [chunks, size]), rows)
  const pads = emitter.op('Concat', [emitter.int64([0, 0]), missing, integer(0)], { axis: 0 })
  const cut = (name: string, columns: number) =>
    emitter.op('Reshape', [emitter.op('Pad', [name, pads]), emitter.op('Concat', [chunks, size, integer(columns)], { axis: 0 })])
  const join = (name: string, columns: number) =>
    emitter.op('Slice', [emitter.op('Reshape', [name, emitter.int64([-1, columns])]), integer(0), rows, integer(0)])
  const float = (...shape: (number | string)[]) => ({ shape, dtype: 'float' as const })
  const sequences = [
    { name: cut(operands.states, width), type: float('chunk', width) },
    // The graph's integers are int32, which is what the scan declares; the operators inside want int64.
    { name: emitter.op('Cast', [cut(operands.targets, 1)], { to: 6 }), type: { shape: ['chunk', 1], dtype: 'int' as const } },
    { name: cut(operands.rowWeights, 1), type: float('chunk', 1) },
  ]
  const zeros = () => emitter.op('Expand', [emitter.float(0), emitter.int64([width, vocabulary])])
  const start = training ? [{ name: zeros(), type: float(width, vocabulary) }] : []
  const { states: carried, collected } = emitter.scan(start, sequences, false, (body, sum, [s, t, w]) => {
    const inner: Operands = { states: s, weight: operands.weight, targets: body.op('Cast', [t], { to: 7 }), rowWeights: w }
    if (!training) return { states: [], collected: [{ name: negativeLogLikelihood(body, inner), type: float('chunk', 1) }] }
    const { nll, dStates, dWeight } = withGradients(body, inner, sum[0])
    return {
      states: [dWeight],
      collected: [
        { name: nll, type: float('chunk', 1) },
        { name: dStates, type: float('chunk', width) },
      ],
    }
  })
  return { nll: join(collected[0], 1), dStates: training ? join(collected[1], width) : undefined, dWeight: carried[0] }
}
