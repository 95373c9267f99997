import { describe, expect, it } from 'vitest'
import {
  add,
  defineProgram,
  gatherRows,
  gradient,
  mul,
  placeholder,
  reduceSum,
  reduceSumSquare,
  scalar,
  variable,
  type Tensor,
} from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { Random } from '../../../src/lab/random'
import { adam, adamCorrections, sgd, type Updates } from '../../../src/lab/training/optimiser'

const engine = new OnnxEngine({ threads: 1 })
const ROWS = 6
const WIDTH = 3
const RATE = 0.1
/** Rows of the table that each step reads, each once; the last is never read. */
const READ = [
  [0, 2],
  [1, 2, 4],
  [3, 0],
]
const STEPS = READ.length

const initial = () =>
  new Map([
    ['table', new Random('table').fillNormal(new Float32Array(ROWS * WIDTH))],
    ['weight', new Random('weight').fillNormal(new Float32Array(WIDTH))],
  ])

/** Loss: half the squares of the rows read, times a factor, and of the weight; so every gradient is the value read, times that factor. */
async function train(build: (parameters: Tensor[], gradients: Tensor[], rate: Tensor) => Updates, factor: number) {
  const table = variable('table', [ROWS, WIDTH])
  const weight = variable('weight', [WIDTH])
  const read = gatherRows(table, placeholder('rows', ['read'], 'int'), true)
  const loss = mul(add(reduceSumSquare(read), reduceSum(mul(weight, weight))), scalar(factor / 2))
  const { updates, norm, state } = build([table, weight], gradient(loss, [table, weight]), placeholder('rate', []))
  const store = initial()
  for (const [name, size] of state) store.set(name, new Float32Array(size))
  const executable = await engine.compile(defineProgram({ norm }, updates), store)
  const norms: number[] = []
  for (const [t, rows] of READ.entries()) {
    const { first, second } = adamCorrections(t + 1)
    const scalars = {
      rate: Float32Array.of(RATE),
      ...(state.size > 0 && { first: Float32Array.of(first), second: Float32Array.of(second) }),
    }
    norms.push((await executable.run({ rows: Int32Array.from(rows), ...scalars }, { read: rows.length })).norm[0])
  }
  await executable.release()
  return { store, norms }
}

/** The same in float64: the gradients of a step, clipped, and what `move` makes of each value. */
function plainly(factor: number, clip: number, move: (name: string, i: number, value: number, slope: number, t: number) => number) {
  const values = new Map([...initial()].map(([name, array]) => [name, Float64Array.from(array)]))
  const norms: number[] = []
  for (let t = 1; t <= STEPS; t++) {
    const slopes = new Map(
      [...values].map(([name, array]) => [
        name,
        array.map((value, i) => (name === 'weight' || READ[t - 1].includes(Math.floor(i / WIDTH)) ? factor * value : 0)),
      ]),
    )
    const norm = Math.sqrt([...slopes.values()].reduce((sum, slope) => sum + slope.reduce((squares, g) => squares + g * g, 0), 0))
    norms.push(norm)
    const shrink = Math.min(1, clip / (norm + 1e-6))
    for (const [name, array] of values) array.forEach((value, i) => (array[i] = move(name, i, value, shrink * slopes.get(name)![i], t)))
  }
  return { values, norms }
}

function expectAlike(found: Awaited<ReturnType<typeof train>>, expected: ReturnType<typeof plainly>): void {
  found.norms.forEach((norm, t) => expect(norm / expected.norms[t]).toBeCloseTo(1, 5))
  for (const [name, values] of expected.values) found.store.get(name)!.forEach((value, i) => expect(value).toBeCloseTo(values[i], 5))
}

// Gradients of a norm far under 5, and far above it.
describe.each([
  ['unclipped', 0.5],
  ['clipped', 30],
])('%s', (_, factor) => {
  it('gradient descent takes its rate of the gradient off, and leaves rows alone that were not read', async () => {
    const found = await train((parameters, gradients, rate) => sgd(parameters, gradients, rate, 5), factor)
    expectAlike(
      found,
      plainly(factor, 5, (_name, _i, value, slope) => value - RATE * slope),
    )
    expect(found.store.get('table')!.subarray((ROWS - 1) * WIDTH)).toEqual(
      initial()
        .get('table')!
        .subarray((ROWS - 1) * WIDTH),
    )
  })

  it('Adam follows its moments (Kingma and Ba 2015), also in rows that a step does not read', async () => {
    const found = await train(
      (parameters, gradients, rate) => adam(parameters, gradients, rate, 5, placeholder('first', []), placeholder('second', [])),
      factor,
    )
    const moments = new Map<string, [first: number, second: number]>()
    expectAlike(
      found,
      plainly(factor, 5, (name, i, value, slope, t) => {
        const [m, v] = moments.get(`${name} ${i}`) ?? [0, 0]
        const [first, second] = [0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope * slope]
        moments.set(`${name} ${i}`, [first, second])
        return value - (RATE * (first / (1 - 0.9 ** t))) / (Math.sqrt(second / (1 - 0.999 ** t)) + 1e-8)
      }),
    )
    for (const name of ['table', 'weight'])
      found.store.get(`adam_mean:${name}`)!.forEach((value, i) => expect(value).toBeCloseTo(moments.get(`${name} ${i}`)![0], 5))
  })
})
