import { termsOf, type Dimension } from '../../graph/dimension'
import type { DType, Shape, Tensor, TensorType } from '../../graph/tensor'
import type { Attribute, ElementType, GraphProto, NodeProto, TensorProto, ValueProto } from './model-proto'

type Attributes = Readonly<Record<string, Attribute>>

/** State that a graph and the bodies of its scans share: names, constants and the values of dimensions. */
interface Scope {
  next: number
  readonly initializers: TensorProto[]
  readonly constants: Map<string, string>
  readonly dimensions: Map<string, string>
  readonly symbols: Set<string>
  readonly root: Emitter
}

/** Name of the int64 input that carries a symbol's value. */
export const sizeName = (symbol: string) => `size:${symbol}`

/** Writes one ONNX graph; values are handled by their names. */
export class Emitter {
  readonly nodes: NodeProto[] = []
  readonly inputs: ValueProto[] = []
  readonly outputs: ValueProto[] = []
  /** Names of each graph tensor; some have several parts (an operation's private business). */
  private readonly names = new Map<Tensor, readonly string[]>()
  private readonly written = new Map<string, string>()
  private readonly scope: Scope

  constructor(
    readonly precision: 'float32' | 'float64',
    parent?: Emitter,
  ) {
    this.scope = parent?.scope ?? { next: 0, initializers: [], constants: new Map(), dimensions: new Map(), symbols: new Set(), root: this }
  }

  fresh(stem = 'v'): string {
    return `${stem}_${this.scope.next++}`
  }

  element(dtype: DType): ElementType {
    return dtype === 'float' ? this.precision : dtype === 'int' ? 'int32' : 'bool'
  }

  /** Adds a node with one output; the same operator on the same inputs is written once. */
  op(type: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const key = JSON.stringify([type, inputs, attributes])
    const known = this.written.get(key)
    if (known) return known
    const [name] = this.ops(type, inputs, 1, attributes)
    this.written.set(key, name)
    return name
  }

  /** Adds a node with several outputs. */
  ops(type: string, inputs: readonly string[], outputs: number, attributes: Attributes = {}): string[] {
    const names = Array.from({ length: outputs }, () => this.fresh())
    this.nodes.push({ type, inputs, outputs: names, attributes })
    return names
  }

  bind(tensor: Tensor, ...names: string[]): void {
    this.names.set(tensor, names)
  }

  name(tensor: Tensor): string {
    return this.parts(tensor)[0]
  }

  parts(tensor: Tensor): readonly string[] {
    const names = this.names.get(tensor)
    if (!names) throw new Error(`${tensor.node.operation.name} was not emitted before its use.`)
    return names
  }

  /** A float constant: a scalar, or of the given shape. */
  float(values: number | readonly number[], dimensions: readonly number[] = []): string {
    const list = typeof values === 'number' ? [values] : values
    const array = this.precision === 'float32' ? Float32Array.from(list) : Float64Array.from(list)
    return this.constant(`f${list.join()}:${dimensions.join()}`, { type: this.precision, dimensions, data: new Uint8Array(array.buffer) })
  }

  /** A vector of int64. */
  int64(values: readonly number[]): string {
    return this.constant(`i${values.join()}`, {
      type: 'int64',
      dimensions: [values.length],
      data: new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
    })
  }

  private constant(key: string, content: Omit<TensorProto, 'name'>): string {
    const known = this.scope.constants.get(key)
    if (known) return known
    const name = this.fresh('c')
    this.scope.constants.set(key, name)
    this.scope.initializers.push({ name, ...content })
    return name
  }

  /** A constant under a name of its own, with the values as they are now. */
  weight(name: string, dimensions: readonly number[], values: Float32Array | Float64Array): void {
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    this.scope.initializers.push({ name, type: this.precision, dimensions, data })
  }

  /** Declares a graph input. */
  input(name: string, type: TensorType): void {
    this.inputs.push({ name, type: this.element(type.dtype), dimensions: type.shape })
  }

  output(name: string, type: TensorType): void {
    this.outputs.push({ name, type: this.element(type.dtype), dimensions: type.shape })
  }

  /** int64 [1] holding a dimension's value when run. */
  dimension(dimension: Dimension): string {
    if (typeof dimension === 'number') return this.int64([dimension])
    const known = this.scope.dimensions.get(dimension)
    if (known) return known
    const root = this.scope.root
    const terms = termsOf(dimension).map(({ symbols, coefficient }) => {
      const factors = symbols.map((symbol) => this.symbol(symbol))
      if (coefficient !== 1 || factors.length === 0) factors.push(root.int64([coefficient]))
      return factors.reduce((a, b) => root.op('Mul', [a, b]))
    })
    const name = terms.reduce((a, b) => root.op('Add', [a, b]))
    this.scope.dimensions.set(dimension, name)
    return name
  }

  /** A symbol's value is an int64 input of the model, declared when first needed. */
  private symbol(symbol: string): string {
    const { symbols, root } = this.scope
    if (!symbols.has(symbol)) {
      symbols.add(symbol)
      root.inputs.push({ name: sizeName(symbol), type: 'int64', dimensions: [1] })
    }
    return sizeName(symbol)
  }

  /** Symbols whose values the model takes as inputs named by `sizeName`. */
  get symbols(): ReadonlySet<string> {
    return this.scope.symbols
  }

  /** int64 vector of a shape; with at most one symbolic dimension it is a constant with −1 where `inferOne` allows. */
  shape(shape: Shape, inferOne = false): string {
    const symbolic = shape.filter((dimension) => typeof dimension === 'string').length
    if (symbolic === 0) return this.int64(shape as number[])
    if (symbolic === 1 && inferOne) return this.int64(shape.map((dimension) => (typeof dimension === 'number' ? dimension : -1)))
    return this.op(
      'Concat',
      shape.map((dimension) => this.dimension(dimension)),
      { axis: 0 },
    )
  }

  /** A body for Scan: it may use any value of this graph by name. */
  body(): Emitter {
    return new Emitter(this.precision, this)
  }

  /** The graph as written; constants lie in the outermost. */
  finish(name: string): GraphProto {
    return {
      name,
      nodes: this.nodes,
      initializers: this.scope.root === this ? this.scope.initializers : [],
      inputs: this.inputs,
      outputs: this.outputs,
    }
  }

  /**
   * A Scan along axis 0. `build` gets the names of state and slices and answers the new state and what is collected.
   * Answers the final state and the collected sequences.
   */
  scan(
    states: readonly { name: string; type: TensorType }[],
    sequences: readonly { name: string; type: TensorType }[],
    reverse: boolean,
    build: (body: Emitter, states: string[], slices: string[]) => { states: string[]; collected: { name: string; type: TensorType }[] },
  ): { states: string[]; collected: string[] } {
    const body = this.body()
    const declare = ({ type }: { type: TensorType }): string => {
      const name = this.fresh('b')
      body.inputs.push({ name, type: this.element(type.dtype), dimensions: type.shape })
      return name
    }
    const inner = build(body, states.map(declare), sequences.map(declare))
    // An output must be a value of the body's own, and the runtime refuses two of one name.
    const taken = new Set(body.inputs.map(({ name }) => name))
    const give = (name: string, type: TensorType) => {
      const own = taken.has(name) ? body.op('Identity', [name]) : name
      taken.add(name).add(own)
      body.output(own, type)
    }
    inner.states.forEach((name, i) => give(name, states[i].type))
    for (const { name, type } of inner.collected) give(name, type)
    const direction = reverse ? 1 : 0
    const names = this.ops(
      'Scan',
      [...states, ...sequences].map(({ name }) => name),
      states.length + inner.collected.length,
      {
        body: { graph: body.finish(this.fresh('body')) },
        num_scan_inputs: sequences.length,
        scan_input_directions: sequences.map(() => direction),
        scan_output_directions: inner.collected.map(() => direction),
      },
    )
    return { states: names.slice(0, states.length), collected: names.slice(states.length) }
  }
}
