import { describe, expect, it } from 'vitest'
import type { NativeBinding } from '../../../../src/lab/engines/tensorflow/native-kernels'
import { nativeSequence } from '../../../../src/lab/engines/tensorflow/native-sequence'

/** A binding that hands out numbers for tensors and knows which are alive. */
function pretend({ knows = true, gpu = false } = {}) {
  let next = 0
  const alive = new Set<number>()
  const asked: string[] = []
  const make = () => {
    alive.add(next)
    return next++
  }
  const binding = {
    createTensor: make,
    deleteTensor: (id: number) => void alive.delete(id),
    isUsingGpuDevice: () => gpu,
    executeOp(name: string, [{ value }]: { value: boolean }[], inputs: number[], outputs: number) {
      if (!knows) throw new Error(`Op type not registered '${name}'`)
      inputs.forEach((id) => expect(alive).toContain(id))
      asked.push(`${name} ${value}`)
      return Array.from({ length: outputs }, () => ({ id: make() }))
    },
  } as unknown as NativeBinding
  return { binding, alive, asked }
}

describe('nativeSequence', () => {
  it('is there where the addon knows the operations and computes on the processor', () => {
    expect(nativeSequence(pretend().binding)).toBeDefined()
    expect(nativeSequence(pretend({ knows: false }).binding)).toBeUndefined()
    expect(nativeSequence(pretend({ gpu: true }).binding)).toBeUndefined()
  })
  it('leaves nothing behind of its trial, nor of what was not asked for', () => {
    for (const knows of [true, false]) {
      const { binding, alive } = pretend({ knows })
      nativeSequence(binding)
      expect(alive.size).toBe(0)
    }
    const { binding, alive, asked } = pretend()
    const kernels = nativeSequence(binding)!
    const [x, h, c, weight, dh] = Array.from({ length: 5 }, () => binding.createTensor([1], 1, new Float32Array(1)))
    asked.length = 0
    const { kept } = kernels.forward(x, h, c, weight, true)
    expect(kept).toHaveLength(3)
    expect(kernels.forward(x, h, c, weight, false).kept).toHaveLength(0)
    expect(kernels.backward(dh, kept, weight, true).first).toHaveLength(2)
    expect(kernels.backward(dh, kept, weight, false).first).toHaveLength(0)
    expect(asked).toEqual(['PlenumLstm true', 'PlenumLstm false', 'PlenumLstmGradient true', 'PlenumLstmGradient false'])
    expect(alive.size).toBe(5 + 4 + 1 + 3 + 1)
  })
})
