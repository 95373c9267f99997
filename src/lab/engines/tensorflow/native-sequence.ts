import type { Handle, SequenceKernels } from './kernels'
import type { NativeBinding } from './native-kernels'

/**
 * The operations that `plenum engines link` builds into its addon (`native/lstm-op.cc`). Undefined where an addon has none, as that of
 * the npm packages, or where the graph is computed on a card: they are made for the processor.
 */
export function nativeSequence(binding: NativeBinding): SequenceKernels | undefined {
  const yes = (name: string, value: boolean) => ({ name, type: binding.TF_ATTR_BOOL, value })
  const run = (operation: string, attribute: string, value: boolean, inputs: readonly Handle[], outputs: number, wanted: number) => {
    const ids = binding.executeOp(operation, [yes(attribute, value)], inputs as number[], outputs).map(({ id }) => id)
    // What was not asked for comes empty.
    ids.slice(wanted).forEach((id) => binding.deleteTensor(id))
    return ids.slice(0, wanted)
  }
  const kernels: SequenceKernels = {
    forward(projected, h0, c0, weight, training) {
      const [states, ...kept] = run('PlenumLstm', 'training', training, [projected, h0, c0, weight], 4, training ? 4 : 1)
      return { states, kept }
    },
    backward(dh, kept, weight, first) {
      const [projected, ...rest] = run('PlenumLstmGradient', 'states', first, [dh, ...kept, weight], 3, first ? 3 : 1)
      return { projected, first: rest }
    },
  }
  return !binding.isUsingGpuDevice() && works(binding, kernels) ? kernels : undefined
}

/** Whether the addon knows the operations: one step of one unit. */
function works(binding: NativeBinding, kernels: SequenceKernels): boolean {
  const tensor = (shape: readonly number[]) =>
    binding.createTensor(shape, binding.TF_FLOAT, new Float32Array(shape.reduce((a, b) => a * b, 1)))
  const [projected, state, weight] = [tensor([1, 1, 4]), tensor([1, 1]), tensor([1, 4])]
  const held = [projected, state, weight]
  try {
    const { states, kept } = kernels.forward(projected, state, state, weight, true)
    held.push(states as number, ...(kept as number[]))
    held.push(kernels.backward(states, kept, weight, false).projected as number)
    return true
  } catch {
    return false
  } finally {
    held.forEach((id) => binding.deleteTensor(id))
  }
}
