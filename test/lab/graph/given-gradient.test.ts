import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { defineProgram, givenGradient, gradient, mul, reduceSum, scalar, square, variable } from '../../../src/lab/graph'

describe('givenGradient', () => {
  it('keeps the value and has the gradients given, whatever the value is made of', async () => {
    const x = variable('x', [3])
    const y = variable('y', [3])
    const value = givenGradient(reduceSum(mul(square(x), y)), [
      [x, mul(y, scalar(7))],
      [y, scalar(2)],
    ])
    // Through a further operation, as in a loss.
    const [dx, dy] = gradient(mul(value, scalar(10)), [x, y])
    const store = new Map([
      ['x', Float32Array.of(1, 2, 3)],
      ['y', Float32Array.of(4, 5, 6)],
    ])
    const executable = await new OnnxEngine().compile(defineProgram({ value, dx, dy }), store)
    const found = await executable.run({}, {})
    await executable.release()
    expect(found.value[0]).toBe(1 * 4 + 4 * 5 + 9 * 6)
    expect(Array.from(found.dx)).toEqual([280, 350, 420])
    expect(Array.from(found.dy)).toEqual([20, 20, 20])
  })
})
