import type { Dimension, Node, ScatterAttributes, Shape, Tensor } from '../../graph'
import { computeLstm, computeLstmGradient } from './compute-lstm'
import { computeVocabulary } from './compute-vocabulary'
import type { Compute, Frame } from './frame'
import type { BinaryName, Handle, UnaryName } from './kernels'

const attributes = <A>(node: Node) => node.attributes as A

const one =
  (make: (frame: Frame, inputs: Handle[], node: Node) => Handle): Compute =>
  (frame, node) =>
    frame.set(
      node.outputs[0],
      make(
        frame,
        node.inputs.map((input) => frame.get(input)),
        node,
      ),
    )

const binary = (name: BinaryName) => one(({ kernels }, [a, b]) => kernels.binary(name, a, b))
const unary = (name: UnaryName) => one(({ kernels }, [x]) => kernels.unary(name, x))

const scalar = (frame: Frame, value: number) => frame.kernels.upload(Float32Array.of(value), [])

const softmaxOf = (frame: Frame, x: Tensor) => frame.shared(`softmax ${x.node.id}:${x.index}`, () => frame.kernels.softmax(frame.get(x)))

/** Over the last axis by the softmax, which the gradient needs too: ln Σ eˣ = max x − ln max softmax(x). */
const logSumExp: Compute = (frame, node) => {
  const { kernels } = frame
  const { axes, keep } = attributes<{ axes: readonly number[]; keep: boolean }>(node)
  const [input] = node.inputs
  const x = frame.get(input)
  const last = axes.length === 1 && axes[0] === input.shape.length - 1
  const largest = kernels.max(x, axes, keep)
  const rest = last ? fromSoftmax() : fromSum()
  frame.set(
    node.outputs[0],
    frame.using([largest, rest], () => kernels.binary(last ? 'sub' : 'add', largest, rest)),
  )

  function fromSoftmax(): Handle {
    const top = kernels.max(softmaxOf(frame, input), axes, keep)
    return frame.using([top], () => kernels.unary('log', top))
  }
  function fromSum(): Handle {
    const kept = kernels.max(x, axes, true)
    const shifted = frame.using([kept], () => kernels.binary('sub', x, kept))
    const powers = frame.using([shifted], () => kernels.unary('exp', shifted))
    const sum = frame.using([powers], () => kernels.sum(powers, axes, keep))
    return frame.using([sum], () => kernels.unary('log', sum))
  }
}

/** How each operation of the graph is computed. */
export const COMPUTE: Readonly<Record<string, Compute>> = {
  constant: (frame, node) => frame.set(node.outputs[0], scalar(frame, attributes<{ value: number }>(node).value)),
  fill: (frame, node) => {
    const { value, shape } = attributes<{ value: number; shape: Shape }>(node)
    const small = scalar(frame, value)
    frame.set(
      node.outputs[0],
      frame.using([small], () => frame.kernels.broadcast(small, frame.shape(shape))),
    )
  },
  dimension: (frame, node) => frame.set(node.outputs[0], scalar(frame, frame.size(attributes<{ dimension: Dimension }>(node).dimension))),
  add: binary('add'),
  sub: binary('sub'),
  mul: binary('mul'),
  div: binary('div'),
  maximum: binary('maximum'),
  minimum: binary('minimum'),
  greater: binary('greater'),
  neg: unary('neg'),
  exp: unary('exp'),
  log: unary('log'),
  sqrt: unary('sqrt'),
  square: unary('square'),
  tanh: unary('tanh'),
  sigmoid: unary('sigmoid'),
  where: one(({ kernels }, [condition, a, b]) => kernels.select(condition, a, b)),
  stop_gradient: one((frame, [x], node) => frame.kernels.reshape(x, frame.shape(node.outputs[0].shape))),
  softmax: (frame, node) => {
    const shared = softmaxOf(frame, node.inputs[0])
    frame.set(node.outputs[0], frame.kernels.reshape(shared, frame.shape(node.outputs[0].shape)))
  },
  reduce_sum: one(({ kernels }, [x], node) => {
    const { axes, keep } = attributes<{ axes: readonly number[]; keep: boolean }>(node)
    return kernels.sum(x, axes, keep)
  }),
  reduce_sum_square: one((frame, [x], node) => {
    const { axes, keep } = attributes<{ axes: readonly number[]; keep: boolean }>(node)
    if (axes.length === node.inputs[0].shape.length && !keep) return frame.kernels.sumOfSquares(x)
    const squares = frame.kernels.unary('square', x)
    return frame.using([squares], () => frame.kernels.sum(squares, axes, keep))
  }),
  reduce_max: one(({ kernels }, [x], node) => {
    const { axes, keep } = attributes<{ axes: readonly number[]; keep: boolean }>(node)
    return kernels.max(x, axes, keep)
  }),
  log_sum_exp: logSumExp,
  reshape: one((frame, [x], node) => frame.kernels.reshape(x, frame.shape(node.outputs[0].shape))),
  expand: one((frame, [x], node) => frame.kernels.broadcast(x, frame.shape(node.outputs[0].shape))),
  transpose: one(({ kernels }, [x], node) => kernels.transpose(x, attributes<{ order: readonly number[] }>(node).order)),
  concat: one(({ kernels }, inputs, node) => kernels.concat(inputs, attributes<{ axis: number }>(node).axis)),
  slice: one((frame, [x], node) => {
    const { axis, start } = attributes<{ axis: number; start: Dimension }>(node)
    const begin = node.outputs[0].shape.map((_, i) => (i === axis ? frame.size(start) : 0))
    return frame.kernels.slice(x, begin, frame.shape(node.outputs[0].shape))
  }),
  pad: one((frame, [x], node) => {
    const { axis, before, after } = attributes<{ axis: number; before: Dimension; after: Dimension }>(node)
    const at = (value: Dimension) => node.inputs[0].shape.map((_, i) => (i === axis ? frame.size(value) : 0))
    return frame.kernels.pad(x, at(before), at(after))
  }),
  matmul: one(({ kernels }, [a, b], node) => {
    const transposed = attributes<{ a: boolean; b: boolean }>(node)
    return kernels.matmul(a, b, transposed.a, transposed.b, node.inputs[0].shape.length > 2)
  }),
  gather_rows: one(({ kernels }, [table, rows]) => kernels.gather(table, rows)),
  scatter_add_rows: one((frame, [values, rows], node) =>
    frame.kernels.scatterAdd(values, rows, frame.size(attributes<ScatterAttributes>(node).count)),
  ),
  replace_rows: one(({ kernels }, [table, rows, values]) => kernels.replaceRows(table, rows, values)),
  lstm: computeLstm,
  lstm_gradient: computeLstmGradient,
  vocabulary_cross_entropy: computeVocabulary,
}
