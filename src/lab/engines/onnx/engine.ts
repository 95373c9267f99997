import * as ort from 'onnxruntime-node'
import type { Program } from '../../graph'
import type { CompileOptions, Engine, Executable, VariableStore } from '../engine'
import type { EngineOptions } from '../entry'
import { DeviceStore, DeviceVariables } from './device-variables'
import { OnnxExecutable } from './executable'
import { fixedWeights } from './fixed-weights'
import { HostVariables } from './host-variables'
import { CPU, type Provider } from './provider'
import { Transfer } from './transfer'

/** Options of every session on a provider. */
export const sessionOptions = (provider: Provider, { threads, spinning }: EngineOptions): ort.InferenceSession.SessionOptions => ({
  ...provider.session,
  intraOpNumThreads: threads ?? 0,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  // The arena makes it faster and larger.
  enableCpuMemArena: true,
  // A pattern is one block for all that a run of these sizes needs, found or made in the arena for every length anew: up to twice
  // the memory and no faster. DirectML, which plans its memory itself, refuses them.
  enableMemPattern: false,
  logSeverityLevel: 3,
  extra: {
    // Denormal numbers, as a sure softmax leaves behind, would slow the products down.
    session: { intra_op: { allow_spinning: spinning ? '1' : '0' }, set_denormal_as_zero: '1' },
    // It would turn the recurrent products round again, the large matrix back to the right (see lower-lstm).
    optimization: { disable_specified_optimizers: 'GemmTransposeFusion' },
  },
})

/**
 * ONNX Runtime in this process, on one of its providers. `run` blocks the thread while it computes. What wants float64 is a
 * reference computation of the host and runs on its processor, whatever the provider.
 */
export class OnnxEngine implements Engine {
  readonly id: string
  private readonly options: ort.InferenceSession.SessionOptions
  /** Stores whose variables are on the device, where the provider keeps them there. */
  private readonly stores = new WeakMap<VariableStore, DeviceStore>()
  private readonly transfer: Transfer

  constructor(
    private readonly engineOptions: EngineOptions = {},
    private readonly provider: Provider = CPU,
  ) {
    this.id = provider.id
    this.options = sessionOptions(provider, engineOptions)
    this.transfer = new Transfer(this.options)
  }

  async compile(program: Program, variables: VariableStore, options: CompileOptions = {}): Promise<Executable> {
    const { precision = 'float32' } = options
    if (precision === 'float64' && this.provider !== CPU) return new OnnxEngine(this.engineOptions).compile(program, variables, options)
    const create = (model: Uint8Array, resident: readonly string[]) =>
      ort.InferenceSession.create(model, {
        ...this.options,
        ...(resident.length > 0 && { preferredOutputLocation: Object.fromEntries(resident.map((name) => [name, 'gpu-buffer' as const])) }),
      })
    if (!this.provider.resident) {
      const host = new HostVariables(program, variables, precision, this.provider === CPU)
      return new OnnxExecutable(program, host, options, fixedWeights(program, variables, options), (model) => create(model, []))
    }
    const device = new DeviceVariables(program, variables, this.onDevice(variables))
    return new OnnxExecutable(program, device, options, new Map(), create)
  }

  async sync(variables: VariableStore): Promise<void> {
    await this.stores.get(variables)?.download(variables)
  }

  changed(variables: VariableStore): void {
    this.stores.get(variables)?.clear()
  }

  private onDevice(variables: VariableStore): DeviceStore {
    let known = this.stores.get(variables)
    if (!known) this.stores.set(variables, (known = new DeviceStore(this.transfer)))
    return known
  }
}
