import { topological } from './gradient'
import { describe, type Node, type Tensor } from './tensor'

/** What an engine compiles: outputs by name, and variables with the value each takes after a run. */
export interface Program {
  readonly inputs: ReadonlyMap<string, Tensor>
  readonly variables: ReadonlyMap<string, Tensor>
  readonly outputs: ReadonlyMap<string, Tensor>
  readonly updates: ReadonlyMap<string, Tensor>
  readonly nodes: readonly Node[]
}

/**
 * Collects a program from its outputs and updates. Two inputs or variables of one name must be one tensor; an update
 * must have its variable's shape.
 */
export function defineProgram(outputs: Record<string, Tensor>, updates: ReadonlyMap<Tensor, Tensor> = new Map()): Program {
  const inputs = new Map<string, Tensor>()
  const variables = new Map<string, Tensor>()
  const nodes = topological([...Object.values(outputs), ...updates.keys(), ...updates.values()])
  for (const node of nodes) {
    const into = node.operation.name === 'input' ? inputs : node.operation.name === 'parameter' ? variables : undefined
    if (!into) continue
    const { name } = node.attributes as { name: string }
    if (inputs.has(name) || variables.has(name)) throw new Error(`The program has two inputs or variables named "${name}".`)
    into.set(name, node.outputs[0])
  }
  const named = new Map<string, Tensor>()
  for (const [target, value] of updates) {
    const { name } = target.node.attributes as { name: string }
    if (variables.get(name) !== target) throw new Error(`An update needs a variable, not ${describe(target)}.`)
    if (describe(target) !== describe(value))
      throw new Error(`The update of "${name}" is ${describe(value)}, but the variable is ${describe(target)}.`)
    named.set(name, value)
  }
  return { inputs, variables, outputs: new Map(Object.entries(outputs)), updates: named, nodes }
}
