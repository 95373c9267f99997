import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { PRESETS, type Settings } from '../../../src/shared/settings'
import type { Engine } from '../../../src/lab/engines/engine'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { createEngine } from '../../../src/lab/engines/registry'
import * as g from '../../../src/lab/graph'
import { batchTokens, splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { initialParameters } from '../../../src/lab/model/shape'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { METHODS } from '../../../src/lab/objectives/registry'
import { Random } from '../../../src/lab/random'
import { Stepper } from '../../../src/lab/training/stepper'
import { verifyGolden } from '../../../src/lab/verify/verify'
import { ENGINES_FOLDER, enginesHere } from './engines-here'

const onnx = new OnnxEngine({ threads: 1 })
const VOCABULARY = 40
const small: Settings = { ...PRESETS.short.settings, embedding: 6, hidden: 10, latent: 4, batch: 8 }

/** Losses of some steps and the parameters after them, on fixed data and noise. */
async function trained(engine: Engine, method: string, steps: number, settings = small) {
  const choice = checkObjective({ id: method, parameters: {}, modifiers: {} })
  const shape = modelShape(choice, settings, VOCABULARY)
  const store = initialParameters(shape, 3)
  const stepper = await Stepper.create(engine, store, shape, choice, settings)
  const random = new Random('data')
  const sentence = (words: number) => Array.from({ length: words }, () => 4 + random.int(VOCABULARY - 4))
  const batches = [5, 3, 7].map((words) => splitOfSentences(Array.from({ length: 8 }, () => sentence(words))))
  const noise = new Random('noise')
  const losses: number[] = []
  for (let step = 1; step <= steps; step++) {
    const tokens = batchTokens(batches[step % batches.length], [0, 1, 2, 3, 4, 5, 6, 7])
    losses.push((await stepper.step(tokens, noise, 1, settings.learning_rate, step)).loss)
  }
  await engine.sync?.(store)
  await stepper.release()
  return { losses, store }
}

const here = await enginesHere()

describe.each(here.filter((id) => id !== 'onnx'))('the engine %s', (id) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await createEngine(id, ENGINES_FOLDER, { threads: 1 })
  })

  it.each(METHODS.map((method) => method.id))('takes the steps of %s that ONNX Runtime takes', async (method) => {
    const [expected, found] = [await trained(onnx, method, 3), await trained(engine, method, 3)]
    found.losses.forEach((loss, i) => expect(loss).toBeCloseTo(expected.losses[i], 3))
    for (const [name, values] of expected.store)
      found.store.get(name)!.forEach((value, i) => expect(Math.abs(value - values[i]), `${name}[${i}]`).toBeLessThan(1e-4))
  })

  it('keeps to the same loss curve with Adam', async () => {
    const adam: Settings = { ...small, optimiser: 'adam', learning_rate: 0.002 }
    const [expected, found] = [await trained(onnx, 'dg', 40, adam), await trained(engine, 'dg', 40, adam)]
    found.losses.forEach((loss, i) => expect(Math.abs(loss / expected.losses[i] - 1)).toBeLessThan(1e-3))
  })

  it('reproduces the golden figures', async () => {
    const verdicts = await verifyGolden(join(import.meta.dirname, '../../golden'), engine)
    expect(verdicts.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  })

  it('computes the vocabulary in pieces as it does whole', async () => {
    const [rows, width, vocabulary] = [30, 4, 20]
    const draw = (count: number, label: string) => new Random('pieces', label).fillNormal(new Float32Array(count))
    const losses = async (logitsLimit: number) => {
      const weight = g.variable('w', [width, vocabulary])
      const states = g.placeholder('h', ['rows', width])
      const { loss, nll } = g.vocabularyCrossEntropy(states, weight, g.placeholder('t', ['rows'], 'int'), g.placeholder('r', ['rows']))
      const [dWeight, dStates] = g.gradient(loss, [weight, states])
      const program = g.defineProgram({ loss, nll, dWeight, dStates })
      const executable = await engine.compile(program, new Map([['w', draw(width * vocabulary, 'w')]]), { logitsLimit })
      const targets = Int32Array.from({ length: rows }, (_, i) => (7 * i) % vocabulary)
      return executable.run({ h: draw(rows * width, 'h'), t: targets, r: draw(rows, 'r') }, { rows })
    }
    const [whole, pieces] = [await losses(1e9), await losses(7 * vocabulary * 4)]
    for (const name of Object.keys(whole)) pieces[name].forEach((value, i) => expect(value).toBeCloseTo(whole[name][i], 4))
  })

  it('keeps variables between runs, and reads them anew when told that they changed', async () => {
    const p = g.variable('p', [2])
    const store = new Map([['p', Float32Array.of(1, 2)]])
    const executable = await engine.compile(g.defineProgram({ sum: g.reduceSum(p) }, new Map([[p, g.mul(p, g.scalar(3))]])), store)
    expect((await executable.run({}, {})).sum[0]).toBe(3)
    expect((await executable.run({}, {})).sum[0]).toBe(9)
    await engine.sync?.(store)
    expect([...store.get('p')!]).toEqual([9, 18])
    store.get('p')!.fill(1)
    engine.changed?.(store)
    expect((await executable.run({}, {})).sum[0]).toBe(2)
  })

  it('says what is wrong with what it is given', async () => {
    const x = g.placeholder('x', ['n', 2])
    const executable = await engine.compile(g.defineProgram({ y: g.reduceSum(x) }), new Map())
    await expect(executable.run({}, { n: 3 })).rejects.toThrow('The input "x" was not fed.')
    await expect(executable.run({ x: new Float32Array(5) }, { n: 3 })).rejects.toThrow('The input "x" has 5 values where [3, 2] needs 6.')
    await expect(engine.compile(g.defineProgram({ y: g.reduceSum(g.variable('p', [4])) }), new Map())).rejects.toThrow(
      'The variable "p" has no value.',
    )
  })
})

describe.each(here)('sums on %s', (id) => {
  // A gradient of the vocabulary at preset short; one float32 accumulator would lose 2e-4 of it and more.
  it('keep their precision over millions of terms', async () => {
    const shape = [512, 9000]
    const engine = await createEngine(id, ENGINES_FOLDER, { threads: 1 })
    const values = new Random('sums').fillNormal(new Float32Array(shape[0] * shape[1]))
    const x = g.placeholder('x', shape)
    const executable = await engine.compile(
      g.defineProgram({ squares: g.reduceSumSquare(x), absolute: g.reduceSum(g.square(x)) }),
      new Map(),
    )
    const { squares, absolute } = await executable.run({ x: values }, {})
    const expected = values.reduce((sum, value) => sum + value * value, 0)
    expect(Math.abs(squares[0] / expected - 1)).toBeLessThan(2e-6)
    expect(Math.abs(absolute[0] / expected - 1)).toBeLessThan(2e-6)
    await executable.release()
  })
})
