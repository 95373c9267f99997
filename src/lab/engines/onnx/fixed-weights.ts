import type { Program } from '../../graph'
import type { CompileOptions, VariableStore } from '../engine'

/** Operations that multiply by a matrix as it is; a table that rows are looked up in gains nothing. */
const PRODUCTS = new Set(['matmul', 'vocabulary_cross_entropy', 'lstm'])

/** Most bytes of weights that are written into a model, which must stay well under protobuf's 2 GiB. */
const MOST = 512 * 2 ** 20

/**
 * The weights of a program's products that become constants of its model, by name: the runtime then packs them once instead of at every
 * run. None where a run changes variables, or where the caller does not vouch that nothing else does.
 */
export function fixedWeights(program: Program, variables: VariableStore, { fixed = false }: CompileOptions): VariableStore {
  const weights: VariableStore = new Map()
  if (!fixed || program.updates.size > 0) return weights
  const operands = new Set(program.nodes.filter(({ operation }) => PRODUCTS.has(operation.name)).flatMap(({ inputs }) => inputs))
  for (const [name, tensor] of program.variables) if (operands.has(tensor)) weights.set(name, variables.get(name)!)
  const bytes = [...weights.values()].reduce((sum, values) => sum + values.byteLength, 0)
  return bytes > MOST ? new Map() : weights
}
