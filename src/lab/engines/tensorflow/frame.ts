import type { Dimension, Node, Tensor } from '../../graph'
import { valueOf } from '../../graph/dimension'
import type { Handle, Kernels } from './kernels'

/** What an operation has computed: a tensor, or the parts in which it hands a sequence on to its own gradient. */
export type Value = Handle | readonly Handle[]

/** One run of a program: the values that are still needed, and the sizes of this run. */
export class Frame {
  private readonly values = new Map<Tensor, Value>()
  private readonly extra = new Map<string, Handle>()

  constructor(
    readonly kernels: Kernels,
    private readonly bindings: ReadonlyMap<string, number>,
    /** Whether anything of the program uses a tensor. */
    readonly used: (tensor: Tensor) => boolean,
    /** Most bytes of logits that may exist at once. */
    readonly logitsLimit: number,
  ) {}

  size(dimension: Dimension): number {
    return valueOf(dimension, this.bindings)
  }
  shape(dimensions: readonly Dimension[]): number[] {
    return dimensions.map((dimension) => this.size(dimension))
  }

  set(tensor: Tensor, value: Value): void {
    this.values.set(tensor, value)
  }
  get(tensor: Tensor): Handle {
    const value = this.parts(tensor)
    if (Array.isArray(value)) throw new Error(`${tensor.node.operation.name} kept its output ${tensor.index} in parts.`)
    return value as Handle
  }
  parts(tensor: Tensor): Value {
    const value = this.values.get(tensor)
    if (value === undefined) throw new Error(`${tensor.node.operation.name} was not computed before its use.`)
    return value
  }
  has(tensor: Tensor): boolean {
    return this.values.has(tensor)
  }

  /** A value that several nodes share without a tensor of their own; kept until the end of the run. */
  shared(key: string, make: () => Handle): Handle {
    const known = this.extra.get(key)
    if (known !== undefined) return known
    const made = make()
    this.extra.set(key, made)
    return made
  }

  /** Releases a tensor's value. */
  drop(tensor: Tensor): void {
    const value = this.values.get(tensor)
    if (value === undefined) return
    this.values.delete(tensor)
    for (const handle of Array.isArray(value) ? (value as Handle[]) : [value as Handle]) this.kernels.release(handle)
  }

  /** Releases everything that is left. */
  clear(): void {
    for (const tensor of [...this.values.keys()]) this.drop(tensor)
    for (const handle of this.extra.values()) this.kernels.release(handle)
    this.extra.clear()
  }

  /** Runs `work` with handles that are released after it, whatever happens. */
  using<T>(handles: readonly Handle[], work: () => T): T {
    try {
      return work()
    } finally {
      for (const handle of handles) this.kernels.release(handle)
    }
  }
}

/** How one operation is computed: sets the node's outputs in the frame. */
export type Compute = (frame: Frame, node: Node) => void
