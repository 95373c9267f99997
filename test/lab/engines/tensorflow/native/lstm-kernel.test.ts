import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../../../../src/lab/random'

const SOURCES = join(import.meta.dirname, '../../../../../src/lab/engines/tensorflow/native')
const compiler = spawnSync('c++', ['--version']).status === 0
const options = process.arch === 'x64' ? ['-march=native'] : []

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

interface Given {
  projected: Float32Array
  h0: Float32Array
  c0: Float32Array
  weight: Float32Array
  dh: Float32Array
}

/** States, and the derivatives of Σ dh·states by projected, h0 and c0, written out in float64. */
function reference(time: number, batch: number, hidden: number, { projected, h0, c0, weight, dh }: Given) {
  const width = 4 * hidden
  const steps = []
  let [h, c] = [Float64Array.from(h0), Float64Array.from(c0)]
  for (let t = 0; t < time; t++) {
    const gates = Float64Array.from(projected.subarray(t * batch * width, (t + 1) * batch * width))
    for (let r = 0; r < batch; r++)
      for (let k = 0; k < hidden; k++) for (let j = 0; j < width; j++) gates[r * width + j] += h[r * hidden + k] * weight[k * width + j]
    gates.forEach((x, j) => (gates[j] = j % width < 3 * hidden ? sigmoid(x) : Math.tanh(x)))
    const at = (gate: number, place: number) => gates[Math.floor(place / hidden) * width + gate * hidden + (place % hidden)]
    const next = c.map((x, place) => at(1, place) * x + at(0, place) * at(3, place))
    steps.push({ at, before: c, tanh: next.map(Math.tanh) })
    h = next.map((x, place) => at(2, place) * Math.tanh(x))
    c = next
  }
  const states: number[] = []
  steps.forEach(({ at, tanh }) => tanh.forEach((x, place) => states.push(at(2, place) * x)))
  const dProjected = new Float64Array(projected.length)
  let [dH, dC] = [new Float64Array(h0.length), new Float64Array(h0.length)]
  for (let t = time - 1; t >= 0; t--) {
    const { at, before, tanh } = steps[t]
    const [nextH, nextC] = [new Float64Array(h0.length), new Float64Array(h0.length)]
    dH.forEach((later, place) => {
      const [i, f, o, g] = [0, 1, 2, 3].map((gate) => at(gate, place))
      const byH = later + dh[t * h0.length + place]
      const byC = dC[place] + byH * o * (1 - tanh[place] ** 2)
      const derivatives = [byC * g * i * (1 - i), byC * before[place] * f * (1 - f), byH * tanh[place] * o * (1 - o), byC * i * (1 - g * g)]
      const row = Math.floor(place / hidden)
      derivatives.forEach((x, gate) => {
        const column = gate * hidden + (place % hidden)
        dProjected[(t * batch + row) * width + column] = x
        for (let k = 0; k < hidden; k++) nextH[row * hidden + k] += x * weight[k * width + column]
      })
      nextC[place] = byC * f
    })
    ;[dH, dC] = [nextH, nextC]
  }
  return [...states, ...dProjected, ...dH, ...dC]
}

describe.runIf(compiler)('the kernels of an LSTM in C++', () => {
  const program = join(mkdtempSync(join(tmpdir(), 'plenum-kernel-')), 'run-kernel')
  beforeAll(() => {
    const files = [join(import.meta.dirname, 'run-kernel.cc'), join(SOURCES, 'lstm-kernel.cc'), join(SOURCES, 'team.cc')]
    const built = spawnSync('c++', ['-std=c++17', '-O1', '-pthread', ...options, '-I', SOURCES, ...files, '-o', program], {
      encoding: 'utf8',
    })
    expect(built.stderr + built.status).toBe('0')
  }, 120_000)

  const run = (sizes: readonly number[], given: Given, { threads = 3, limit = '' } = {}) => {
    const input = Buffer.concat(Object.values(given).map((values: Float32Array) => Buffer.from(values.buffer)))
    const env = { ...process.env, TF_NUM_INTRAOP_THREADS: String(threads) }
    const ran = spawnSync('sh', ['-c', `${limit} exec "$0" "$@"`, program, ...sizes.map(String)], { input, env })
    expect(ran.status).toBe(0)
    return new Float32Array(ran.stdout.buffer.slice(ran.stdout.byteOffset, ran.stdout.byteOffset + ran.stdout.byteLength))
  }
  const zeros = (time: number, batch: number, hidden: number): Given => {
    const [state, all] = [batch * hidden, time * batch * hidden]
    const [projected, h0, c0, weight, dh] = [4 * all, state, state, 4 * hidden * hidden, all].map((length) => new Float32Array(length))
    return { projected, h0, c0, weight, dh }
  }

  it.runIf(process.platform === 'linux')('go on with the threads that the system gives', () => {
    const given = zeros(2, 3, 5)
    given.projected.fill(1)
    expect(run([2, 3, 5], given, { threads: 500, limit: 'ulimit -v 400000;' })).toEqual(run([2, 3, 5], given, { threads: 1 }))
  })

  it.runIf(process.arch === 'x64')('take denormal numbers for zero on the calling thread too', () => {
    const given = zeros(1, 1, 3)
    given.c0.fill(1e-40)
    expect([...run([1, 1, 3], given, { threads: 1 })].every((x) => x === 0)).toBe(true)
  })

  it.each([
    [1, 1, 1],
    [3, 2, 5],
    [4, 7, 16],
    [2, 13, 33],
    [5, 25, 64],
    [2, 3, 100],
  ])('%i steps, %i sentences, %i units', (time, batch, hidden) => {
    const random = new Random(time, batch, hidden)
    const normal = (length: number, scale: number) => Float32Array.from({ length }, () => scale * random.normal())
    const state = batch * hidden
    const given: Given = {
      projected: normal(time * 4 * state, 1.5),
      h0: normal(state, 1),
      c0: normal(state, 1),
      weight: normal(4 * hidden * hidden, 1 / Math.sqrt(hidden)),
      dh: normal(time * state, 1),
    }
    const found = run([time, batch, hidden], given)
    const expected = reference(time, batch, hidden, given)
    expect(found.length).toBe(expected.length)
    const off = found.reduce((most, x, i) => Math.max(most, Math.abs(x - expected[i]) / (1 + Math.abs(expected[i]))), 0)
    expect(off).toBeLessThan(3e-6)
  })
})
