import type { Program, Tensor } from '../../graph'
import type { Executable, HostArray } from '../engine'
import { fedWith } from '../given'
import { COMPUTE } from './compute'
import { Frame } from './frame'
import type { Kernels, Variable } from './kernels'
import { neededBy, planOf, type Plan } from './update-plan'

/** A program computed operation by operation, each tensor released after its last use. */
export class ProgramRunner implements Executable {
  private readonly plan: Plan

  constructor(
    private readonly program: Program,
    private readonly kernels: Kernels,
    private readonly variables: ReadonlyMap<string, Variable>,
    private readonly logitsLimit: number,
  ) {
    this.plan = planOf(program)
    for (const { operation } of this.plan.nodes)
      if (!COMPUTE[operation.name] && operation.name !== 'input' && operation.name !== 'parameter')
        throw new Error(`The TensorFlow engine does not know the operation "${operation.name}".`)
  }

  async run(
    feeds: Readonly<Record<string, HostArray>>,
    sizes: Readonly<Record<string, number>>,
  ): Promise<Record<string, Float32Array | Float64Array>> {
    const { nodes, uses, updates } = this.plan
    const bindings = new Map(Object.entries(sizes))
    const frame = new Frame(this.kernels, bindings, (tensor) => uses.has(tensor), this.logitsLimit)
    const left = new Map(uses)
    const used = (tensor: Tensor) => {
      const rest = left.get(tensor)! - 1
      left.set(tensor, rest)
      if (rest === 0) frame.drop(tensor)
    }
    try {
      for (const node of nodes) {
        const { name } = node.operation
        if (name === 'input' || name === 'parameter') {
          const key = (node.attributes as { name: string }).name
          frame.set(
            node.outputs[0],
            name === 'parameter' ? this.variables.get(key)!.read() : this.feed(key, node.outputs[0], feeds, bindings),
          )
          continue
        }
        COMPUTE[name](frame, node)
        node.inputs.forEach(used)
        for (const output of node.outputs) if (!uses.has(output)) frame.drop(output)
      }
      const outputs = [...this.program.outputs].map(
        ([name, tensor]) => [name, this.kernels.download(frame.get(tensor)) as Float32Array] as const,
      )
      this.program.outputs.forEach(used)
      for (const [name, step] of updates) {
        const variable = this.variables.get(name)!
        if (step.kind === 'descend') variable.descend(frame.get(step.rate), frame.get(step.gradient))
        else if (step.kind === 'descend rows') variable.descendRows(frame.get(step.rows), frame.get(step.step))
        else variable.assign(frame.get(step.value))
        neededBy(step).forEach(used)
      }
      return Object.fromEntries(outputs)
    } finally {
      frame.clear()
    }
  }

  private feed(name: string, tensor: Tensor, feeds: Readonly<Record<string, HostArray>>, bindings: ReadonlyMap<string, number>) {
    const { values, shape } = fedWith(name, tensor, feeds[name], bindings)
    return this.kernels.upload(values as Float32Array | Int32Array, shape)
  }

  async release(): Promise<void> {}
}
