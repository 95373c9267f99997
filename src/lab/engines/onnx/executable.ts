import * as ort from 'onnxruntime-node'
import { valueOf } from '../../graph/dimension'
import type { Program, Tensor } from '../../graph'
import type { CompileOptions, Executable, HostArray, VariableStore } from '../engine'
import { fedWith, LOGITS_LIMIT } from '../given'
import { compileModel, END, nextName, rowsName } from './compile'
import { sizeName } from './emitter'
import type { ProgramVariables } from './variables'

interface Loaded {
  session: ort.InferenceSession
  symbols: readonly string[]
}

/** Most bytes of logits where the weights are packed once: small chunks then cost nothing, and their logits stay in the cache. */
const PACKED_LOGITS_LIMIT = 8 * 2 ** 20

/** What the binding says of an output that it cannot hand over. */
const HANDED_NOTHING = 'Non tensor type'

/**
 * A program as a session of the runtime, or two.
 *
 * Node's binding copies every output into memory of its own, also one that was given memory to be written to: at `short` 29 MB a step,
 * zeroed, copied, and thrown away by a garbage collection every other step. It converts outputs in the model's order and stops at one
 * that is no tensor. So where every output of a step has its memory the first is an empty sequence: the run is done and all is
 * written when the binding refuses that one. A binding that takes sequences would make a step slower, not wrong.
 */
export class OnnxExecutable implements Executable {
  /** Two forms of one program: the vocabulary's logits whole, or in chunks where they are large. */
  private readonly sessions = new Map<boolean, Promise<Loaded>>()
  private readonly vocabularies: { rows: Tensor['shape'][number]; width: number }[]
  private readonly precision: 'float32' | 'float64'
  private readonly limit: number
  /** Whether all outputs are written to memory of ours. */
  private readonly filled: boolean
  private readonly scratch = new Map<string, HostArray>()

  /**
   * @param weights variables that the model holds as constants
   * @param create a session of a model, the outputs of these names to stay on the device where the variables do
   */
  constructor(
    private readonly program: Program,
    private readonly variables: ProgramVariables,
    { precision = 'float32', logitsLimit }: CompileOptions,
    private readonly weights: VariableStore,
    private readonly create: (model: Uint8Array, resident: readonly string[]) => Promise<ort.InferenceSession>,
  ) {
    this.precision = precision
    this.limit = logitsLimit ?? (weights.size > 0 ? PACKED_LOGITS_LIMIT : LOGITS_LIMIT)
    this.filled = variables.onHost && program.updates.size > 0
    this.vocabularies = program.nodes
      .filter((node) => node.operation.name === 'vocabulary_cross_entropy')
      .map((node) => ({ rows: node.inputs[0].shape[0], width: node.inputs[1].shape[1] as number }))
  }

  private bytesAPlace() {
    return this.precision === 'float32' ? 4 : 8
  }

  private session(chunked: boolean): Promise<Loaded> {
    const known = this.sessions.get(chunked)
    if (known) return known
    const chunkRows = (vocabulary: number) => (chunked ? Math.max(32, Math.floor(this.limit / this.bytesAPlace() / vocabulary)) : null)
    const { model, symbols } = compileModel(this.program, this.precision, chunkRows, this.variables.byRows, this.weights, this.filled)
    const session = this.create(model, [...this.program.updates.keys()].map(nextName)).then((loaded) => ({ session: loaded, symbols }))
    this.sessions.set(chunked, session)
    return session
  }

  async run(
    feeds: Readonly<Record<string, HostArray>>,
    sizes: Readonly<Record<string, number>>,
  ): Promise<Record<string, Float32Array | Float64Array>> {
    const { program, variables } = this
    const bindings = new Map(Object.entries(sizes))
    const given: Record<string, ort.Tensor> = {}
    for (const [name, tensor] of program.inputs) given[name] = this.tensor(name, tensor, feeds[name], bindings)
    await variables.prepare()
    for (const name of program.variables.keys()) if (!this.weights.has(name)) given[name] = variables.read(name)
    const fetches: Record<string, ort.Tensor | null> = {}
    for (const [name, tensor] of program.outputs) fetches[name] = this.filled ? this.room(tensor, bindings) : null
    for (const name of program.updates.keys()) {
      const next = nextName(name)
      const some = variables.byRows.get(name)
      fetches[next] = variables.target(name, given[name])
      if (some) fetches[rowsName(name)] = null
      if (!this.filled) continue
      fetches[next] ??= this.room(some?.values ?? program.updates.get(name)!, bindings, next)
      if (some) fetches[rowsName(name)] = this.room(some.rows, bindings, rowsName(name))
    }
    const chunked = this.vocabularies.some(({ rows, width }) => valueOf(rows, bindings) * width * this.bytesAPlace() > this.limit)
    const { session, symbols } = await this.session(chunked)
    for (const symbol of symbols) given[sizeName(symbol)] = new ort.Tensor('int64', BigInt64Array.of(BigInt(sizes[symbol])), [1])
    const results = this.filled ? await fill(session, given, fetches as Record<string, ort.Tensor>) : await session.run(given, fetches)
    for (const name of program.updates.keys()) variables.take(name, results[nextName(name)], results[rowsName(name)])
    return Object.fromEntries([...program.outputs.keys()].map((name) => [name, results[name].data as Float32Array]))
  }

  private tensor(name: string, tensor: Tensor, given: HostArray | undefined, bindings: ReadonlyMap<string, number>): ort.Tensor {
    const { values, shape } = fedWith(name, tensor, given, bindings)
    return new ort.Tensor(tensor.dtype === 'int' ? 'int32' : this.precision, values as Float32Array, shape)
  }

  /** A tensor for an output to be written to; of those with a name the memory is used again. */
  private room(tensor: Tensor, bindings: ReadonlyMap<string, number>, name?: string): ort.Tensor {
    const shape = tensor.shape.map((dimension) => valueOf(dimension, bindings))
    const length = shape.reduce((a, b) => a * b, 1)
    const type = tensor.dtype === 'int' ? 'int32' : this.precision
    const make = (size: number) =>
      type === 'int32' ? new Int32Array(size) : type === 'float32' ? new Float32Array(size) : new Float64Array(size)
    if (name === undefined) return new ort.Tensor(type, make(length), shape)
    let values = this.scratch.get(name)
    if (!values || values.length < length) this.scratch.set(name, (values = make(Math.ceil(length * 1.25))))
    return new ort.Tensor(type, values.subarray(0, length), shape)
  }

  async release(): Promise<void> {
    for (const session of this.sessions.values()) await (await session).session.release()
    this.sessions.clear()
  }
}

/** Runs a model whose first output is `END`, and answers the outputs that were given. */
async function fill(
  session: ort.InferenceSession,
  given: Readonly<Record<string, ort.Tensor>>,
  outputs: Readonly<Record<string, ort.Tensor>>,
): Promise<Readonly<Record<string, ort.Tensor>>> {
  try {
    await session.run(given, { [END]: null, ...outputs })
  } catch (error) {
    if (!(error as Error).message.includes(HANDED_NOTHING)) throw error
  }
  return outputs
}
