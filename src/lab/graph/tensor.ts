import type { Dimension } from './dimension'

export type Shape = readonly Dimension[]
/** `float` is the engine's floating precision (float32, or float64 where a host computation asks for it). */
export type DType = 'float' | 'int' | 'bool'

export interface TensorType {
  readonly shape: Shape
  readonly dtype: DType
}

/** What an operation is: its name, the types it yields and how gradients flow back through it. */
export interface Operation<A> {
  readonly name: string
  /** Types of the outputs; throws `ShapeError` where the inputs do not fit. */
  infer(inputs: readonly Tensor[], attributes: A): TensorType[]
  /**
   * Gradients of the loss by each input, given those by each output (undefined: none flows). An undefined entry stops.
   * Absent: the operation has no gradient.
   */
  gradient?(node: Node<A>, outputGradients: readonly (Tensor | undefined)[]): (Tensor | undefined)[]
}

/** One application of an operation. */
export interface Node<A = unknown> {
  readonly id: number
  readonly operation: Operation<A>
  readonly inputs: readonly Tensor[]
  readonly attributes: A
  readonly outputs: readonly Tensor[]
}

/** A symbolic tensor: output `index` of `node`. */
export interface Tensor extends TensorType {
  readonly node: Node
  readonly index: number
}

/** A graph that cannot be: the message names the operation and the shapes. */
export class ShapeError extends Error {
  constructor(operation: string, inputs: readonly TensorType[], reason: string) {
    super(`${operation}(${inputs.map(describe).join(', ')}): ${reason}`)
    this.name = 'ShapeError'
  }
}

/** `float[batch, 32]` */
export function describe(tensor: TensorType): string {
  return `${tensor.dtype}[${tensor.shape.join(', ')}]`
}

let nextId = 0

/** Applies an operation; answers its outputs. */
export function apply<A>(operation: Operation<A>, inputs: readonly Tensor[], attributes: A): Tensor[] {
  const types = operation.infer(inputs, attributes)
  const outputs: Tensor[] = []
  const node: Node<A> = { id: nextId++, operation, inputs, attributes, outputs }
  types.forEach((type, index) => outputs.push({ ...type, node: node as Node, index }))
  return outputs
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i])
}
