import type { Dimension } from '../../graph/dimension'
import type { ScatterAttributes } from '../../graph'
import type { Node, Shape } from '../../graph/tensor'
import type { Emitter } from './emitter'
import { lowerLstm, lowerLstmGradient } from './lower-lstm'
import { lowerVocabulary } from './lower-vocabulary'

export interface LoweringContext {
  emitter: Emitter
  /** Whether anything uses output `index` of the node. */
  used(node: Node, index: number): boolean
  /** Most rows a chunk of the vocabulary cross-entropy may have, or null for all at once. */
  chunkRows(vocabulary: number): number | null
}

type Lower = (context: LoweringContext, node: Node) => void

/** One output, one ONNX operator with the same inputs. */
const direct =
  (type: string): Lower =>
  ({ emitter }, node) =>
    emitter.bind(
      node.outputs[0],
      emitter.op(
        type,
        node.inputs.map((input) => emitter.name(input)),
      ),
    )

const one =
  (write: (emitter: Emitter, inputs: string[], node: Node) => string): Lower =>
  ({ emitter }, node) =>
    emitter.bind(
      node.outputs[0],
      write(
        emitter,
        node.inputs.map((input) => emitter.name(input)),
        node,
      ),
    )

const attributes = <A>(node: Node) => node.attributes as A

const reduce = (type: string): Lower =>
  one((emitter, [x], node) => {
    const { axes, keep } = attributes<{ axes: readonly number[]; keep: boolean }>(node)
    return emitter.op(type, [x, emitter.int64(axes)], { keepdims: keep ? 1 : 0 })
  })

/** From how many elements on a sum over a whole tensor is made by rows. */
const MANY = 2 ** 16

/**
 * A sum. Over a whole large tensor the runtime adds up in few float32s: of four million squares 2e-4 were lost, and with it the factor
 * by which gradients are clipped. By rows, and then over the rows, it is exact to 1e-7; of squares that takes a pass more, since the
 * runtime's own sum of squares by rows is thirty times slower.
 */
const sum = (squares: boolean): Lower =>
  one((emitter, [x], node) => {
    const { axes, keep } = attributes<{ axes: readonly number[]; keep: boolean }>(node)
    const { shape } = node.inputs[0]
    const whole = axes.length === shape.length && shape.length > 1
    const size = shape.reduce<number>((product, dimension) => product * (typeof dimension === 'number' ? dimension : NaN), 1)
    const keepdims = keep ? 1 : 0
    if (!whole || !(size >= MANY)) return emitter.op(squares ? 'ReduceSumSquare' : 'ReduceSum', [x, emitter.int64(axes)], { keepdims })
    const terms = squares ? emitter.op('Mul', [x, x]) : x
    const rows = emitter.op('ReduceSum', [terms, emitter.int64([shape.length - 1])], { keepdims: 1 })
    return emitter.op('ReduceSum', [rows, emitter.int64(axes)], { keepdims })
  })

/** int [n] → int64 [n, 1], as the scatters want row numbers. */
function rowIndices(emitter: Emitter, rows: string): string {
  return emitter.op('Unsqueeze', [emitter.op('Cast', [rows], { to: 7 }), emitter.int64([1])])
}

/**
 * Over the last axis by way of the softmax, which the gradient needs anyway and the runtime does in one pass:
 * ln Σ eˣ = max x − ln max softmax(x). The runtime's own ReduceLogSumExp takes three times as long.
 */
const logSumExp: Lower = (context, node) => {
  const { emitter } = context
  const { axes, keep } = attributes<{ axes: readonly number[]; keep: boolean }>(node)
  const [input] = node.inputs
  if (axes.length !== 1 || axes[0] !== input.shape.length - 1) return reduce('ReduceLogSumExp')(context, node)
  const largest = (x: string) => emitter.op('ReduceMax', [x, emitter.int64(axes)], { keepdims: keep ? 1 : 0 })
  const x = emitter.name(input)
  emitter.bind(node.outputs[0], emitter.op('Sub', [largest(x), emitter.op('Log', [largest(emitter.op('Softmax', [x], { axis: -1 }))])]))
}

/** How each operation of the graph is written in ONNX. */
export const LOWERINGS: Readonly<Record<string, Lower>> = {
  constant: one((emitter, _, node) => emitter.float(attributes<{ value: number }>(node).value)),
  fill: one((emitter, _, node) => {
    const { value, shape } = attributes<{ value: number; shape: Shape }>(node)
    return emitter.op('Expand', [emitter.float(value), emitter.shape(shape)])
  }),
  dimension: one((emitter, _, node) => {
    const cast = emitter.op('Cast', [emitter.dimension(attributes<{ dimension: Dimension }>(node).dimension)], {
      to: emitter.precision === 'float32' ? 1 : 11,
    })
    return emitter.op('Squeeze', [cast])
  }),
  add: direct('Add'),
  sub: direct('Sub'),
  mul: direct('Mul'),
  div: direct('Div'),
  maximum: direct('Max'),
  minimum: direct('Min'),
  greater: direct('Greater'),
  neg: direct('Neg'),
  exp: direct('Exp'),
  log: direct('Log'),
  sqrt: direct('Sqrt'),
  square: one((emitter, [x]) => emitter.op('Mul', [x, x])),
  tanh: direct('Tanh'),
  sigmoid: direct('Sigmoid'),
  where: direct('Where'),
  stop_gradient: ({ emitter }, node) => emitter.bind(node.outputs[0], emitter.name(node.inputs[0])),
  softmax: one((emitter, [x]) => emitter.op('Softmax', [x], { axis: -1 })),
  reduce_sum: sum(false),
  reduce_sum_square: sum(true),
  reduce_max: reduce('ReduceMax'),
  log_sum_exp: logSumExp,
  reshape: one((emitter, [x], node) => emitter.op('Reshape', [x, emitter.shape(node.outputs[0].shape, true)])),
  expand: one((emitter, [x], node) => emitter.op('Expand', [x, emitter.shape(node.outputs[0].shape)])),
  transpose: one((emitter, [x], node) => emitter.op('Transpose', [x], { perm: attributes<{ order: readonly number[] }>(node).order })),
  concat: one((emitter, inputs, node) => emitter.op('Concat', inputs, { axis: attributes<{ axis: number }>(node).axis })),
  slice: one((emitter, [x], node) => {
    const { axis, start, end } = attributes<{ axis: number; start: Dimension; end: Dimension }>(node)
    return emitter.op('Slice', [x, emitter.dimension(start), emitter.dimension(end), emitter.int64([axis])])
  }),
  pad: one((emitter, [x], node) => {
    const { axis, before, after } = attributes<{ axis: number; before: Dimension; after: Dimension }>(node)
    const rank = node.inputs[0].shape.length
    const pads = Array.from({ length: 2 * rank }, (_, i): Dimension => (i === axis ? before : i === rank + axis ? after : 0))
    return emitter.op('Pad', [x, emitter.shape(pads), emitter.float(0)])
  }),
  matmul: one((emitter, [a, b], node) => {
    const transposed = attributes<{ a: boolean; b: boolean }>(node)
    const rank = node.inputs[0].shape.length
    // The runtime's product with a transposed left operand is a seventh slower than transposing it first.
    if (rank === 2)
      return emitter.op('Gemm', [transposed.a ? emitter.op('Transpose', [a], { perm: [1, 0] }) : a, b], { transB: transposed.b ? 1 : 0 })
    const perm = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : i === rank - 2 ? rank - 1 : rank - 2))
    const flip = (x: string, yes: boolean) => (yes ? emitter.op('Transpose', [x], { perm }) : x)
    return emitter.op('MatMul', [flip(a, transposed.a), flip(b, transposed.b)])
  }),
  gather_rows: one((emitter, [table, rows]) => emitter.op('Gather', [table, rows], { axis: 0 })),
  scatter_add_rows: one((emitter, [values, rows], node) => {
    const { count } = attributes<ScatterAttributes>(node)
    const zeros = emitter.op('Expand', [emitter.float(0), emitter.shape([count, node.outputs[0].shape[1]])])
    return emitter.op('ScatterND', [zeros, rowIndices(emitter, rows), values], { reduction: 'add' })
  }),
  replace_rows: one((emitter, [table, rows, values]) => emitter.op('ScatterND', [table, rowIndices(emitter, rows), values])),
  lstm: lowerLstm,
  lstm_gradient: lowerLstmGradient,
  vocabulary_cross_entropy: lowerVocabulary,
}
