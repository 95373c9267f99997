import type { Program, Tensor } from '../graph'
import { valueOf } from '../graph/dimension'
import type { HostArray, VariableStore } from './engine'

/** Most bytes of logits that exist at once, where a caller of `compile` says nothing else: 128 MiB. */
export const LOGITS_LIMIT = 128 * 2 ** 20

/** Every variable of a program with its shape and its values. @throws a sentence where a store lacks one, or holds one of another size */
export function variablesOf(
  program: Program,
  variables: VariableStore,
): { name: string; shape: number[]; values: Float32Array | Float64Array }[] {
  return [...program.variables].map(([name, tensor]) => {
    const values = variables.get(name)
    if (!values) throw new Error(`The variable "${name}" has no value.`)
    const shape = tensor.shape as number[]
    const expected = product(shape)
    if (values.length !== expected)
      throw new Error(`The variable "${name}" has ${values.length} values where its shape [${shape.join(', ')}] needs ${expected}.`)
    return { name, shape, values }
  })
}

/** An input's values and its dimensions in this run. @throws a sentence where it was not fed, or not with as many values as it needs */
export function fedWith(
  name: string,
  tensor: Tensor,
  values: HostArray | undefined,
  bindings: ReadonlyMap<string, number>,
): { values: HostArray; shape: number[] } {
  if (!values) throw new Error(`The input "${name}" was not fed.`)
  const shape = tensor.shape.map((dimension) => valueOf(dimension, bindings))
  const expected = product(shape)
  if (values.length !== expected)
    throw new Error(`The input "${name}" has ${values.length} values where [${shape.join(', ')}] needs ${expected}.`)
  return { values, shape }
}

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1)
