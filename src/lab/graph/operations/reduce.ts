import { times, type Dimension } from '../dimension'
import { constantValue, filled, scalar } from '../leaves'
import { apply, sameShape, ShapeError, type Operation, type Shape, type Tensor } from '../tensor'
import { div, mul, sub, exp } from './elementwise'
import { expand, reshape } from './shape'

interface Axes {
  /** Sorted, non-negative. */
  axes: readonly number[]
  keep: boolean
}

function normalised(name: string, x: Tensor, axes: readonly number[] | undefined, keep: boolean): Axes {
  const rank = x.shape.length
  const list = (axes ?? x.shape.map((_, i) => i)).map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b)
  if (list.some((axis, i) => axis < 0 || axis >= rank || axis === list[i - 1]))
    throw new ShapeError(name, [x], `axes ${axes?.join(', ')} do not exist`)
  return { axes: list, keep }
}

function reduced(shape: Shape, { axes, keep }: Axes): Shape {
  return keep ? shape.map((dimension, i) => (axes.includes(i) ? 1 : dimension)) : shape.filter((_, i) => !axes.includes(i))
}

/** A reduced tensor with its axes back as ones, so that it broadcasts against what it came from. */
function restored(y: Tensor, shape: Shape, attributes: Axes): Tensor {
  return attributes.keep ? y : reshape(y, reduced(shape, { ...attributes, keep: true }))
}

const sum: Operation<Axes> = {
  name: 'reduce_sum',
  infer: ([x], attributes) => [{ shape: reduced(x.shape, attributes), dtype: 'float' }],
  gradient: ({ inputs: [x], attributes }, [dy]) => [expand(restored(dy!, x.shape, attributes), x.shape)],
}

const max: Operation<Axes> = { name: 'reduce_max', infer: ([x], attributes) => [{ shape: reduced(x.shape, attributes), dtype: 'float' }] }

const lse: Operation<Axes> = {
  name: 'log_sum_exp',
  infer: ([x], attributes) => [{ shape: reduced(x.shape, attributes), dtype: 'float' }],
  gradient({ inputs: [x], outputs: [y], attributes }, [dy]) {
    // With one axis, the last, the engine's softmax is the derivative and costs one pass.
    const last = attributes.axes.length === 1 && attributes.axes[0] === x.shape.length - 1
    const weights = last ? softmax(x) : exp(sub(x, restored(y, x.shape, attributes)))
    return [mul(weights, restored(dy!, x.shape, attributes))]
  },
}

/** Sum over axes (all by default); `keep` leaves them as ones. */
export function reduceSum(x: Tensor, axes?: readonly number[], keep = false): Tensor {
  const attributes = normalised('reduce_sum', x, axes, keep)
  return attributes.axes.length === 0 ? x : apply(sum, [x], attributes)[0]
}

const squares: Operation<Axes> = {
  name: 'reduce_sum_square',
  infer: ([x], attributes) => [{ shape: reduced(x.shape, attributes), dtype: 'float' }],
  gradient: ({ inputs: [x], attributes }, [dy]) => [mul(mul(x, scalar(2)), restored(dy!, x.shape, attributes))],
}

/** Sum of squares over axes (all by default), in one pass. */
export function reduceSumSquare(x: Tensor, axes?: readonly number[], keep = false): Tensor {
  return apply(squares, [x], normalised('reduce_sum_square', x, axes, keep))[0]
}

/** Number of elements of a dimension as a scalar tensor, known only when run where it is symbolic. */
export function count(dimension: Dimension): Tensor {
  return typeof dimension === 'number' ? scalar(dimension) : apply(size, [], { dimension })[0]
}
const size: Operation<{ dimension: Dimension }> = { name: 'dimension', infer: () => [{ shape: [], dtype: 'float' }] }

/** Mean over axes (all by default). */
export function reduceMean(x: Tensor, axes?: readonly number[], keep = false): Tensor {
  const { axes: list } = normalised('reduce_mean', x, axes, keep)
  return div(reduceSum(x, list, keep), count(times(...list.map((axis) => x.shape[axis]))))
}

/** Largest over axes; it has no gradient. */
export function reduceMax(x: Tensor, axes?: readonly number[], keep = false): Tensor {
  return apply(max, [x], normalised('reduce_max', x, axes, keep))[0]
}

/** ln Σ exp over axes, without overflow. */
export function logSumExp(x: Tensor, axes?: readonly number[], keep = false): Tensor {
  return apply(lse, [x], normalised('log_sum_exp', x, axes, keep))[0]
}

const normalise: Operation<null> = {
  name: 'softmax',
  infer: ([x]) => [{ shape: x.shape, dtype: 'float' }],
  gradient({ outputs: [y] }, [dy]) {
    const weighted = mul(dy!, y)
    return [sub(weighted, mul(y, reduceSum(weighted, [-1], true)))]
  },
}

/** Softmax over the last axis. */
export function softmax(x: Tensor): Tensor {
  return apply(normalise, [x], null)[0]
}

/** Sums a gradient over the axes along which its tensor was broadcast. */
export function sumTo(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient
  if (constantValue(gradient) === 0) return filled(0, shape)
  const extra = gradient.shape.length - shape.length
  if (extra < 0) return expand(gradient, shape)
  const axes = gradient.shape.flatMap((dimension, i) => (i < extra || (shape[i - extra] === 1 && dimension !== 1) ? [i] : []))
  const summed = reduceSum(gradient, axes, true)
  return sameShape(summed.shape, shape) ? summed : expand(extra > 0 ? reshape(summed, summed.shape.slice(extra)) : summed, shape)
}
