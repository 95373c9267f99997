import * as ort from 'onnxruntime-node'
import { valueOf } from '../../graph/dimension'
import type { Program, Tensor } from '../../graph'
import type { CompileOptions, Executable, HostArray, VariableStore } from '../engine'
import { fedWith, LOGITS_LIMIT } from '../given'
import { compileModel, nextName, rowsName } from './compile'
import { sizeName } from './emitter'
import type { ProgramVariables } from './variables'

interface Loaded {
  session: ort.InferenceSession
  symbols: readonly string[]
}

/** Most bytes of logits where the weights are packed once: small chunks then cost nothing, and their logits stay in the cache. */
const PACKED_LOGITS_LIMIT = 8 * 2 ** 20

/** A program as a session of the runtime, or two. */
export class OnnxExecutable implements Executable {
  /** Two forms of one program: the vocabulary's logits whole, or in chunks where they are large. */
  private readonly sessions = new Map<boolean, Promise<Loaded>>()
  private readonly vocabularies: { rows: Tensor['shape'][number]; width: number }[]
  private readonly precision: 'float32' | 'float64'
  private readonly limit: number

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
    const { model, symbols } = compileModel(this.program, this.precision, chunkRows, this.variables.byRows, this.weights)
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
    for (const name of program.outputs.keys()) fetches[name] = null
    for (const name of program.updates.keys()) {
      fetches[nextName(name)] = variables.target(name, given[name])
      if (variables.byRows.has(name)) fetches[rowsName(name)] = null
    }
    const chunked = this.vocabularies.some(({ rows, width }) => valueOf(rows, bindings) * width * this.bytesAPlace() > this.limit)
    const { session, symbols } = await this.session(chunked)
    for (const symbol of symbols) given[sizeName(symbol)] = new ort.Tensor('int64', BigInt64Array.of(BigInt(sizes[symbol])), [1])
    const results = await session.run(given, fetches)
    for (const name of program.updates.keys()) variables.take(name, results[nextName(name)], results[rowsName(name)])
    return Object.fromEntries([...program.outputs.keys()].map((name) => [name, results[name].data as Float32Array]))
  }

  private tensor(name: string, tensor: Tensor, given: HostArray | undefined, bindings: ReadonlyMap<string, number>): ort.Tensor {
    const { values, shape } = fedWith(name, tensor, given, bindings)
    return new ort.Tensor(tensor.dtype === 'int' ? 'int32' : this.precision, values as Float32Array, shape)
  }

  async release(): Promise<void> {
    for (const session of this.sessions.values()) await (await session).session.release()
    this.sessions.clear()
  }
}
