import { plus, times, type Dimension } from '../dimension'
import { apply, sameShape, ShapeError, type Operation, type Shape, type Tensor } from '../tensor'
import { sumTo } from './reduce'

const reshaping: Operation<{ shape: Shape }> = {
  name: 'reshape',
  infer([x], { shape }) {
    if (times(...x.shape) !== times(...shape)) throw new ShapeError('reshape', [x], `[${shape.join(', ')}] has another number of elements`)
    return [{ shape, dtype: x.dtype }]
  },
  gradient: ({ inputs: [x] }, [dy]) => [reshape(dy!, x.shape)],
}

/** The same elements in another shape. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : apply(reshaping, [x], { shape })[0]
}

const expansion: Operation<{ shape: Shape }> = {
  name: 'expand',
  infer([x], { shape }) {
    const extra = shape.length - x.shape.length
    if (extra < 0 || x.shape.some((dimension, i) => dimension !== 1 && dimension !== shape[i + extra]))
      throw new ShapeError('expand', [x], `cannot be broadcast to [${shape.join(', ')}]`)
    return [{ shape, dtype: x.dtype }]
  },
  gradient: ({ inputs: [x] }, [dy]) => [sumTo(dy!, x.shape)],
}

/** Repeats along dimensions of size 1 (and new leading ones). */
export function expand(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : apply(expansion, [x], { shape })[0]
}

const transposition: Operation<{ order: readonly number[] }> = {
  name: 'transpose',
  infer([x], { order }) {
    if (order.length !== x.shape.length || [...order].sort((a, b) => a - b).some((axis, i) => axis !== i))
      throw new ShapeError('transpose', [x], `order ${order.join(', ')} is no permutation of its axes`)
    return [{ shape: order.map((axis) => x.shape[axis]), dtype: x.dtype }]
  },
  gradient({ attributes: { order } }, [dy]) {
    const inverse: number[] = []
    order.forEach((axis, i) => (inverse[axis] = i))
    return [transpose(dy!, inverse)]
  },
}

/** Axes reordered; by default the last two are exchanged. */
export function transpose(x: Tensor, order?: readonly number[]): Tensor {
  const rank = x.shape.length
  const axes = order ?? x.shape.map((_, i) => (i < rank - 2 ? i : i === rank - 2 ? rank - 1 : rank - 2))
  return apply(transposition, [x], { order: axes })[0]
}

const joining: Operation<{ axis: number }> = {
  name: 'concat',
  infer(inputs, { axis }) {
    const [first, ...others] = inputs
    if (axis < 0 || axis >= first.shape.length) throw new ShapeError('concat', inputs, `axis ${axis} does not exist`)
    for (const other of others)
      if (
        other.dtype !== first.dtype ||
        other.shape.length !== first.shape.length ||
        other.shape.some((dimension, i) => i !== axis && dimension !== first.shape[i])
      )
        throw new ShapeError('concat', inputs, `all must agree outside axis ${axis}`)
    return [
      {
        shape: first.shape.map((dimension, i) => (i === axis ? plus(...inputs.map((input) => input.shape[axis])) : dimension)),
        dtype: first.dtype,
      },
    ]
  },
  gradient({ inputs, attributes: { axis } }, [dy]) {
    let start: Dimension = 0
    return inputs.map((input) => {
      const from = start
      start = plus(start, input.shape[axis])
      return slice(dy!, axis, from, start)
    })
  },
}

/** Tensors laid end to end along an axis. */
export function concat(inputs: readonly Tensor[], axis: number): Tensor {
  return inputs.length === 1 ? inputs[0] : apply(joining, inputs, { axis: axis < 0 ? axis + inputs[0].shape.length : axis })[0]
}

const cut: Operation<{ axis: number; start: Dimension; end: Dimension }> = {
  name: 'slice',
  infer([x], { axis, start, end }) {
    const length = plus(end, times(-1, start))
    const whole = x.shape[axis]
    const bad = typeof length === 'number' && length <= 0
    if (whole === undefined || bad || (typeof whole === 'number' && typeof end === 'number' && end > whole))
      throw new ShapeError('slice', [x], `${start}…${end} on axis ${axis} is outside`)
    return [{ shape: x.shape.map((dimension, i) => (i === axis ? length : dimension)), dtype: x.dtype }]
  },
  gradient: ({ inputs: [x], attributes: { axis, start, end } }, [dy]) => [pad(dy!, axis, start, plus(x.shape[axis], times(-1, end)))],
}

/** Elements `start` to before `end` along an axis. */
export function slice(x: Tensor, axis: number, start: Dimension, end: Dimension): Tensor {
  const at = axis < 0 ? axis + x.shape.length : axis
  return start === 0 && end === x.shape[at] ? x : apply(cut, [x], { axis: at, start, end })[0]
}

const padding: Operation<{ axis: number; before: Dimension; after: Dimension }> = {
  name: 'pad',
  infer: ([x], { axis, before, after }) => [
    { shape: x.shape.map((dimension, i) => (i === axis ? plus(before, dimension, after) : dimension)), dtype: x.dtype },
  ],
  gradient: ({ inputs: [x], attributes: { axis, before } }, [dy]) => [slice(dy!, axis, before, plus(before, x.shape[axis]))],
}

/** Zeros before and after along an axis. */
export function pad(x: Tensor, axis: number, before: Dimension, after: Dimension): Tensor {
  return before === 0 && after === 0 ? x : apply(padding, [x], { axis, before, after })[0]
}
