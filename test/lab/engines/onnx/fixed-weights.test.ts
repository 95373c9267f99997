import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '../../../../src/lab/engines/onnx/engine'
import { fixedWeights } from '../../../../src/lab/engines/onnx/fixed-weights'
import { add, defineProgram, gatherRows, matmul, placeholder, variable } from '../../../../src/lab/graph'

const x = placeholder('x', ['rows', 2])
const weight = variable('weight', [2, 2])
const bias = variable('bias', [2])
const table = variable('table', [3, 2])
const y = add(add(matmul(x, weight), bias), gatherRows(table, placeholder('words', ['rows'], 'int')))
const store = () =>
  new Map([
    ['weight', Float32Array.of(1, 2, 3, 4)],
    ['bias', Float32Array.of(10, 20)],
    ['table', Float32Array.of(0, 0, 100, 200, 300, 400)],
  ])

describe('weights that do not change', () => {
  it('are those of products, and none where the program updates anything', () => {
    expect([...fixedWeights(defineProgram({ y }), store(), { fixed: true }).keys()]).toEqual(['weight'])
    expect(fixedWeights(defineProgram({ y }), store(), {}).size).toBe(0)
    expect(fixedWeights(defineProgram({ y }, new Map([[bias, add(bias, bias)]])), store(), { fixed: true }).size).toBe(0)
  })
  it('give the same results at any number of rows, and are not asked for again', async () => {
    const variables = store()
    const executable = await new OnnxEngine({ threads: 1 }).compile(defineProgram({ y }), variables, { fixed: true })
    const one = await executable.run({ x: Float32Array.of(1, 1), words: Int32Array.of(2) }, { rows: 1 })
    variables.get('weight')!.fill(0)
    const two = await executable.run({ x: Float32Array.of(1, 0, 0, 1), words: Int32Array.of(0, 1) }, { rows: 2 })
    await executable.release()
    expect(Array.from(one.y)).toEqual([1 + 3 + 10 + 300, 2 + 4 + 20 + 400])
    expect(Array.from(two.y)).toEqual([1 + 10, 2 + 20, 3 + 10 + 100, 4 + 20 + 200])
  })
})
