import { describe, expect, it } from 'vitest'
import * as g from '../../../../src/lab/graph'
import { rowUpdates, updatesInPlace } from '../../../../src/lab/engines/updates'
import { OnnxEngine } from '../../../../src/lab/engines/onnx/engine'
import { Random } from '../../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })
const draw = (count: number, label: string) => new Random('engine', label).fillNormal(new Float32Array(count))

describe('the vocabulary cross-entropy in chunks', () => {
  const [rows, width, vocabulary] = [100, 6, 40]
  async function losses(logitsLimit: number, training: boolean) {
    const weight = g.variable('w', [width, vocabulary])
    const states = g.placeholder('h', ['rows', width])
    const { loss, nll } = g.vocabularyCrossEntropy(
      states,
      weight,
      g.placeholder('targets', ['rows'], 'int'),
      g.placeholder('row_weights', ['rows']),
    )
    const [dWeight, dStates] = g.gradient(loss, [weight, states])
    const program = g.defineProgram(training ? { loss, nll, dWeight, dStates } : { loss, nll })
    const executable = await engine.compile(program, new Map([['w', draw(width * vocabulary, 'w')]]), { logitsLimit })
    const random = new Random('targets')
    const targets = Int32Array.from({ length: rows }, () => random.int(vocabulary))
    return executable.run({ h: draw(rows * width, 'h'), targets, row_weights: draw(rows, 'r') }, { rows })
  }

  // 100 rows in chunks of 32 leave a last chunk that has to be padded.
  it.each([true, false])('gives what it gives whole (with gradients: %s)', async (training) => {
    const whole = await losses(1e9, training)
    const chunked = await losses(32 * vocabulary * 4, training)
    expect(Object.keys(chunked)).toEqual(Object.keys(whole))
    for (const name of Object.keys(whole)) {
      expect(chunked[name].length).toBe(whole[name].length)
      chunked[name].forEach((value, i) => expect(value).toBeCloseTo(whole[name][i], 4))
    }
  })
})

describe('one session for every size', () => {
  it('runs an LSTM over sequences of different lengths and batches', async () => {
    const hidden = 3
    const h0 = g.expand(g.scalar(0), ['batch', hidden])
    const h = g.lstm(g.placeholder('x', ['time', 'batch', 4 * hidden]), h0, h0, g.variable('w', [hidden, 4 * hidden]))
    const executable = await engine.compile(g.defineProgram({ h }), new Map([['w', draw(hidden * 4 * hidden, 'w')]]))
    const long = draw(7 * 2 * 4 * hidden, 'x')
    const outputs = await executable.run({ x: long }, { time: 7, batch: 2 })
    const short = await executable.run({ x: long.slice(0, 3 * 2 * 4 * hidden) }, { time: 3, batch: 2 })
    // A prefix of a sequence has the states of that prefix.
    expect([...short.h]).toEqual([...outputs.h.slice(0, 3 * 2 * hidden)])
  })
})

describe('updates', () => {
  const variable = () => g.variable('p', [2])

  it('are written into the store', async () => {
    const p = variable()
    const store = new Map([['p', Float32Array.of(1, 2)]])
    const executable = await engine.compile(g.defineProgram({ sum: g.reduceSum(p) }, new Map([[p, g.mul(p, g.scalar(3))]])), store)
    expect((await executable.run({}, {})).sum[0]).toBe(3)
    expect([...store.get('p')!]).toEqual([3, 6])
    expect((await executable.run({}, {})).sum[0]).toBe(9)
  })

  it('of some rows leave the others as they are, and read the table before they write it', async () => {
    const table = g.variable('table', [4, 2])
    const rows = g.placeholder('rows', ['n'], 'int')
    const next = g.replaceRows(table, rows, g.mul(g.gatherRows(table, rows, true), g.scalar(10)))
    const program = g.defineProgram({ sum: g.reduceSum(table) }, new Map([[table, next]]))
    expect([...rowUpdates(program).keys()]).toEqual(['table'])
    const store = new Map([['table', Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8)]])
    const executable = await engine.compile(program, store)
    expect((await executable.run({ rows: Int32Array.of(3, 0) }, { n: 2 })).sum[0]).toBe(36)
    expect([...store.get('table')!]).toEqual([10, 20, 3, 4, 5, 6, 70, 80])
    await executable.run({ rows: Int32Array.of(1) }, { n: 1 })
    expect([...store.get('table')!]).toEqual([10, 20, 30, 40, 5, 6, 70, 80])
  })

  it('that put the rows of another table are whole updates', async () => {
    const [table, other] = [g.variable('table', [2, 1]), g.variable('other', [2, 1])]
    const next = g.replaceRows(other, g.placeholder('rows', ['n'], 'int'), g.placeholder('values', ['n', 1]))
    const program = g.defineProgram({ sum: g.reduceSum(table) }, new Map([[table, next]]))
    expect(rowUpdates(program).size).toBe(0)
    const store = new Map([
      ['table', Float32Array.of(1, 2)],
      ['other', Float32Array.of(5, 6)],
    ])
    const executable = await engine.compile(program, store)
    await executable.run({ rows: Int32Array.of(1), values: Float32Array.of(9) }, { n: 1 })
    expect([...store.get('table')!, ...store.get('other')!]).toEqual([5, 9, 5, 6])
  })

  it("take no memory but the store's", async () => {
    const p = g.variable('p', [2 ** 20])
    const store = new Map([['p', new Float32Array(2 ** 20).fill(1)]])
    const norm = g.reduceSumSquare(p)
    const executable = await engine.compile(g.defineProgram({ norm }, new Map([[p, g.sub(p, g.mul(p, g.div(norm, norm)))]])), store)
    const held = () => process.memoryUsage().external
    await executable.run({}, {})
    expect(store.get('p')![7]).toBe(0)
    store.get('p')!.fill(1)
    const before = held()
    for (let i = 0; i < 3; i++) {
      store.get('p')!.fill(1)
      expect((await executable.run({}, {})).norm[0]).toBe(2 ** 20)
    }
    // The binding would put each next value into four megabytes of its own.
    expect(held() - before).toBeLessThan(2 ** 20)
  })

  it('are made in place only where everything that reads the variable is needed by its update', () => {
    const p = variable()
    const sum = g.reduceSum(p)
    expect(updatesInPlace(g.defineProgram({ sum }, new Map([[p, g.sub(p, sum)]])))).toEqual(new Set(['p']))
    expect(updatesInPlace(g.defineProgram({ sum }, new Map([[p, g.mul(p, g.scalar(3))]])))).toEqual(new Set())
  })
})

describe('mistakes in what is fed', () => {
  it('are said with the name and the size', async () => {
    const x = g.placeholder('x', ['n', 2])
    const executable = await engine.compile(g.defineProgram({ y: g.reduceSum(x) }), new Map())
    await expect(executable.run({}, { n: 3 })).rejects.toThrow('The input "x" was not fed.')
    await expect(executable.run({ x: new Float32Array(5) }, { n: 3 })).rejects.toThrow('The input "x" has 5 values where [3, 2] needs 6.')
    await expect(executable.run({ x: new Float32Array(6) }, {})).rejects.toThrow('nothing binds "n"')
    const p = g.variable('p', [4])
    await expect(engine.compile(g.defineProgram({ y: g.reduceSum(p) }), new Map())).rejects.toThrow('The variable "p" has no value.')
  })
})
