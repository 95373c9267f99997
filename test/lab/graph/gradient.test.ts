import { describe, expect, it } from 'vitest'
import * as g from '../../../src/lab/graph'
import { gradientError } from './check'

const rows = (...values: number[]) => ({ rows: Int32Array.from(values) })
const int = (name: string, count: number) => g.placeholder(name, [count], 'int')

/** Every operation that carries a gradient, against central differences in float64. */
const cases: [string, number[][], (...x: g.Tensor[]) => g.Tensor, Record<string, Int32Array>?][] = [
  ['add, broadcast', [[2, 3], [3]], (a, b) => g.add(a, b)],
  [
    'sub, broadcast both ways',
    [
      [2, 1],
      [1, 3],
    ],
    (a, b) => g.sub(a, b),
  ],
  [
    'mul, broadcast',
    [
      [2, 3],
      [2, 1],
    ],
    (a, b) => g.mul(a, b),
  ],
  ['div', [[2, 3], [3]], (a, b) => g.div(a, b)],
  ['maximum', [[2, 3], [3]], (a, b) => g.maximum(a, b)],
  ['minimum', [[2, 3], [3]], (a, b) => g.minimum(a, b)],
  [
    'where',
    [
      [2, 3],
      [2, 3],
    ],
    (a, b) => g.where(g.greater(a, b), g.mul(a, b), g.square(b)),
  ],
  ['neg, exp', [[4]], (x) => g.neg(g.exp(x))],
  ['log, sqrt of squares', [[4]], (x) => g.add(g.log(g.square(x)), g.sqrt(g.square(x)))],
  ['tanh, sigmoid', [[4]], (x) => g.mul(g.tanh(x), g.sigmoid(x))],
  ['reduceSum over an axis', [[2, 3, 2]], (x) => g.reduceSum(g.square(x), [1])],
  ['reduceSumSquare', [[2, 3]], (x) => g.reduceSumSquare(x, [0])],
  ['reduceMean of all', [[2, 3]], (x) => g.reduceMean(g.square(x))],
  ['logSumExp, last axis', [[2, 4]], (x) => g.logSumExp(x, [-1])],
  ['logSumExp, first axis kept', [[3, 2]], (x) => g.logSumExp(x, [0], true)],
  ['softmax', [[2, 4]], (x) => g.softmax(x)],
  [
    'matmul',
    [
      [2, 3],
      [3, 4],
    ],
    (a, b) => g.matmul(a, b),
  ],
  [
    'matmul, a transposed',
    [
      [3, 2],
      [3, 4],
    ],
    (a, b) => g.matmul(a, b, { a: true }),
  ],
  [
    'matmul, b transposed',
    [
      [2, 3],
      [4, 3],
    ],
    (a, b) => g.matmul(a, b, { b: true }),
  ],
  [
    'matmul, both transposed',
    [
      [3, 2],
      [4, 3],
    ],
    (a, b) => g.matmul(a, b, { a: true, b: true }),
  ],
  [
    'matmul, batched',
    [
      [2, 2, 3],
      [2, 4, 3],
    ],
    (a, b) => g.matmul(a, b, { b: true }),
  ],
  ['reshape, transpose', [[2, 6]], (x) => g.transpose(g.reshape(x, [3, 2, 2]), [2, 0, 1])],
  ['expand', [[2, 1]], (x) => g.expand(x, [3, 2, 4])],
  [
    'concat',
    [
      [2, 2],
      [2, 3],
    ],
    (a, b) => g.concat([a, b], 1),
  ],
  ['slice', [[5, 2]], (x) => g.slice(x, 0, 1, 3)],
  ['pad', [[2, 2]], (x) => g.pad(x, 1, 1, 2)],
  ['gatherRows, a row twice', [[4, 2]], (x) => g.gatherRows(x, int('rows', 3)), rows(2, 0, 2)],
  ['scatterAddRows, a row twice', [[3, 2]], (x) => g.scatterAddRows(x, int('rows', 3), 5), rows(4, 1, 4)],
  ['stopGradient in a product', [[3]], (x) => g.sub(g.mul(g.stopGradient(x), g.scalar(0)), g.square(x))],
  [
    'lstm',
    [
      [3, 2, 8],
      [2, 2],
      [2, 2],
      [2, 8],
    ],
    (x, h, c, w) => g.lstm(x, h, c, w),
  ],
  [
    'vocabulary cross-entropy',
    [
      [4, 3],
      [3, 5],
    ],
    (h, w) => g.vocabularyCrossEntropy(h, w, int('rows', 4), g.placeholder('row_weights', [4])).loss,
    { ...rows(0, 4, 2, 2), row_weights: Float64Array.of(0.5, 1, 0, 2) as unknown as Int32Array },
  ],
]

describe('gradients against finite differences', () => {
  it.each(cases)('%s', async (_, shapes, f, feeds) => {
    expect(await gradientError(shapes, f, feeds)).toBeLessThan(1e-6)
  })

  it('stops at stopGradient', async () => {
    const x = g.variable('x', [2])
    const [dx] = g.gradient(g.reduceSum(g.mul(x, g.stopGradient(g.square(x)))), [x])
    const { evaluate, numbers } = await import('./check')
    const values = new Map([[x, numbers(2)]])
    const { y } = await evaluate({ y: dx, keep: x }, values)
    // d(x · stop(x²)) = x², not 3x²
    expect([...y]).toEqual([...numbers(2)].map((v) => v * v))
  })
})

describe('errors when a graph is built', () => {
  it('name the operation and the shapes', () => {
    const a = g.placeholder('a', ['batch', 3])
    const b = g.placeholder('b', ['batch', 4])
    expect(() => g.add(a, b)).toThrow('add(float[batch, 3], float[batch, 4]): dimensions 3 and 4 cannot be broadcast against each other')
    expect(() => g.matmul(a, b)).toThrow('matmul(float[batch, 3], float[batch, 4]): inner dimensions 3 and batch differ')
    expect(() => g.reshape(a, ['batch', 4])).toThrow('reshape(float[batch, 3]): [batch, 4] has another number of elements')
    expect(() => g.concat([a, b], 0)).toThrow('concat(float[batch, 3], float[batch, 4]): all must agree outside axis 0')
    expect(() => g.lstm(a, a, a, b)).toThrow(/^lstm\(.*\): needs projected \[time, batch, 4·hidden\]/)
    expect(() => g.gradient(a, [b])).toThrow('gradient(float[batch, 3]): the loss must be a scalar')
  })
})
