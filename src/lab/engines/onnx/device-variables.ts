import type { Tensor } from 'onnxruntime-node'
import type { Program } from '../../graph'
import type { VariableStore } from '../engine'
import { variablesOf } from '../given'
import type { Transfer } from './transfer'
import type { ProgramVariables } from './variables'

/** A store's variables on the device. The store's arrays follow when `download` is asked for. */
export class DeviceStore {
  private readonly held = new Map<string, Tensor>()
  /** What runs have changed since the last download. */
  private readonly changed = new Set<string>()

  constructor(private readonly transfer: Transfer) {}

  async upload(name: string, values: Float32Array, shape: readonly number[]): Promise<void> {
    if (!this.held.has(name)) this.held.set(name, await this.transfer.toDevice(values, shape))
  }

  get(name: string): Tensor {
    return this.held.get(name)!
  }

  replace(name: string, next: Tensor): void {
    this.held.get(name)?.dispose()
    this.held.set(name, next)
    this.changed.add(name)
  }

  async download(store: VariableStore): Promise<void> {
    for (const name of this.changed) store.get(name)?.set(await this.transfer.toHost(this.get(name)))
    this.changed.clear()
  }

  /** Forgets what is on the device: the store's arrays are the truth. */
  clear(): void {
    for (const tensor of this.held.values()) tensor.dispose()
    this.held.clear()
    this.changed.clear()
  }
}

/**
 * A program's variables on the device: uploaded once, and every update's output is the next run's input. A device may not read and
 * write one buffer at once, so updates are never made in place; of an embedding the whole next table stays there.
 */
export class DeviceVariables implements ProgramVariables {
  readonly onHost = false
  readonly byRows: ProgramVariables['byRows'] = new Map()

  constructor(
    private readonly program: Program,
    private readonly store: VariableStore,
    private readonly device: DeviceStore,
  ) {
    variablesOf(program, store)
  }

  async prepare(): Promise<void> {
    for (const [name, { shape }] of this.program.variables)
      await this.device.upload(name, this.store.get(name) as Float32Array, shape as number[])
  }

  read(name: string): Tensor {
    return this.device.get(name)
  }

  target(): null {
    return null
  }

  take(name: string, next: Tensor): void {
    this.device.replace(name, next)
  }
}
