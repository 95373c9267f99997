import type { Program } from '../../graph'
import type { CompileOptions, Engine, Executable, VariableStore } from '../engine'
import { LOGITS_LIMIT, variablesOf } from '../given'
import type { Kernels, Variable } from './kernels'
import { ProgramRunner } from './program-runner'

/**
 * Computes the graph operation by operation with TensorFlow's kernels. Variables live on the device; the store's arrays follow when
 * `sync` asks for them. What wants float64 is a reference computation of the host: another engine does it.
 */
export class TensorflowEngine implements Engine {
  private readonly stores = new WeakMap<VariableStore, Map<string, Variable>>()

  /** @param reference the engine for float64 */
  constructor(
    readonly id: string,
    private readonly kernels: Kernels,
    private readonly reference: Engine,
  ) {}

  async compile(program: Program, variables: VariableStore, options: CompileOptions = {}): Promise<Executable> {
    if (options.precision === 'float64') return this.reference.compile(program, variables, options)
    const onDevice = this.onDevice(variables)
    for (const { name, shape, values } of variablesOf(program, variables))
      if (!onDevice.has(name)) onDevice.set(name, this.kernels.variable(values as Float32Array, shape))
    return new ProgramRunner(program, this.kernels, onDevice, options.logitsLimit ?? LOGITS_LIMIT)
  }

  async sync(variables: VariableStore): Promise<void> {
    for (const [name, variable] of this.onDevice(variables)) variables.get(name)?.set(variable.download())
  }

  changed(variables: VariableStore): void {
    for (const [name, variable] of this.onDevice(variables)) {
      const values = variables.get(name)
      if (values) variable.upload(values as Float32Array)
    }
  }

  private onDevice(variables: VariableStore): Map<string, Variable> {
    let known = this.stores.get(variables)
    if (!known) this.stores.set(variables, (known = new Map()))
    return known
  }
}
