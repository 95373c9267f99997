import type { Dimension } from '../dimension'
import { constantValue, scalar } from '../leaves'
import { apply, sameShape, ShapeError, type DType, type Operation, type Shape, type Tensor } from '../tensor'
import { sumTo } from './reduce'

/** Shape of two tensors broadcast against each other by NumPy's rule; symbolic dimensions must be equal or 1. */
function broadcast(operation: string, a: Tensor, b: Tensor): Shape {
  const rank = Math.max(a.shape.length, b.shape.length)
  const at = (shape: Shape, i: number): Dimension => shape[shape.length - rank + i] ?? 1
  return Array.from({ length: rank }, (_, i) => {
    const x = at(a.shape, i)
    const y = at(b.shape, i)
    if (x === y || y === 1) return x
    if (x === 1) return y
    throw new ShapeError(operation, [a, b], `dimensions ${x} and ${y} cannot be broadcast against each other`)
  })
}

type Binary = (a: Tensor, b: Tensor) => Tensor

function binary(
  name: string,
  dtype: DType,
  gradient?: (a: Tensor, b: Tensor, y: Tensor, dy: Tensor) => [Tensor | undefined, Tensor | undefined],
): Binary {
  const operation: Operation<null> = {
    name,
    infer([a, b]) {
      if (a.dtype !== b.dtype) throw new ShapeError(name, [a, b], 'both operands must have one type')
      return [{ shape: broadcast(name, a, b), dtype }]
    },
    gradient:
      gradient && (({ inputs: [a, b], outputs: [y] }, [dy]) => gradient(a, b, y, dy!).map((d, i) => d && sumTo(d, [a, b][i].shape))),
  }
  return (a, b) => apply(operation, [a, b], null)[0]
}

const rawAdd = binary('add', 'float', (_a, _b, _y, dy) => [dy, dy])
const rawSub = binary('sub', 'float', (_a, _b, _y, dy) => [dy, neg(dy)])
const rawMul = binary('mul', 'float', (a, b, _y, dy) => [mul(dy, b), mul(dy, a)])
const rawDiv = binary('div', 'float', (_a, b, y, dy) => [div(dy, b), neg(div(mul(dy, y), b))])

const is = (tensor: Tensor, value: number, other: Tensor) =>
  constantValue(tensor) === value && sameShape(broadcast('fold', tensor, other), other.shape)

/** a + b, broadcast. */
export const add: Binary = (a, b) => (is(a, 0, b) ? b : is(b, 0, a) ? a : rawAdd(a, b))
/** a − b, broadcast. */
export const sub: Binary = (a, b) => (is(b, 0, a) ? a : rawSub(a, b))
/** a · b elementwise, broadcast. */
export const mul: Binary = (a, b) => (is(a, 1, b) ? b : is(b, 1, a) ? a : rawMul(a, b))
/** a / b elementwise, broadcast. */
export const div: Binary = (a, b) => (is(b, 1, a) ? a : rawDiv(a, b))
/** Larger of a and b; where equal, the gradient goes to a. */
export const maximum = binary('maximum', 'float', (a, b, _y, dy) => routed(a, b, dy, (x, y) => greater(y, x)))
/** Smaller of a and b; where equal, the gradient goes to a. */
export const minimum = binary('minimum', 'float', (a, b, _y, dy) => routed(a, b, dy, (x, y) => greater(x, y)))
/** a > b as bool. */
export const greater = binary('greater', 'bool')

function routed(a: Tensor, b: Tensor, dy: Tensor, toB: Binary): [Tensor, Tensor] {
  const second = toB(a, b)
  const zero = scalar(0)
  return [where(second, zero, dy), where(second, dy, zero)]
}

function unary(name: string, gradient: (x: Tensor, y: Tensor, dy: Tensor) => Tensor): (x: Tensor) => Tensor {
  const operation: Operation<null> = {
    name,
    infer([x]) {
      if (x.dtype !== 'float') throw new ShapeError(name, [x], 'a float tensor is needed')
      return [{ shape: x.shape, dtype: 'float' }]
    },
    gradient: ({ inputs: [x], outputs: [y] }, [dy]) => [gradient(x, y, dy!)],
  }
  return (x) => apply(operation, [x], null)[0]
}

export const neg = unary('neg', (_x, _y, dy) => neg(dy))
export const exp = unary('exp', (_x, y, dy) => mul(dy, y))
export const log = unary('log', (x, _y, dy) => div(dy, x))
export const sqrt = unary('sqrt', (_x, y, dy) => div(mul(dy, scalar(0.5)), y))
export const square = unary('square', (x, _y, dy) => mul(dy, mul(x, scalar(2))))
export const tanh = unary('tanh', (_x, y, dy) => mul(dy, sub(scalar(1), square(y))))
export const sigmoid = unary('sigmoid', (_x, y, dy) => mul(dy, mul(y, sub(scalar(1), y))))

const select: Operation<null> = {
  name: 'where',
  infer([condition, a, b]) {
    if (condition.dtype !== 'bool') throw new ShapeError('where', [condition, a, b], 'the condition must be bool')
    const branches = broadcast('where', a, b)
    const shape = broadcast('where', condition, { ...a, shape: branches })
    return [{ shape, dtype: a.dtype }]
  },
  gradient({ inputs: [condition, a, b] }, [dy]) {
    const zero = scalar(0)
    return [undefined, sumTo(where(condition, dy!, zero), a.shape), sumTo(where(condition, zero, dy!), b.shape)]
  },
}

/** a where the condition holds, else b; all broadcast. */
export function where(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  return apply(select, [condition, a, b], null)[0]
}

const stop: Operation<null> = { name: 'stop_gradient', infer: ([x]) => [{ shape: x.shape, dtype: x.dtype }], gradient: () => [undefined] }

/** x, through which no gradient flows. */
export function stopGradient(x: Tensor): Tensor {
  return apply(stop, [x], null)[0]
}
