import * as ort from 'onnxruntime-node'
import { valueOf } from '../../graph/dimension'
import type { Program, Tensor } from '../../graph'
import { rowUpdates, updatesInPlace } from '../updates'
import type { CompileOptions, Engine, Executable, HostArray, VariableStore } from '../engine'
import { fedWith, LOGITS_LIMIT, variablesOf } from '../given'
import { compileModel, nextName, rowsName } from './compile'
import { sizeName } from './emitter'

export interface OnnxOptions {
  /** Threads of one operator; 0: the runtime's own choice. */
  threads?: number
  /** Keep the arena allocator: faster, more memory. */
  arena?: boolean
  /** Let waiting threads spin: faster when nothing else runs. */
  spinning?: boolean
}

/** onnxruntime on the CPU, in this process. `run` blocks the thread while it computes. */
export class OnnxEngine implements Engine {
  readonly id = 'onnx'
  constructor(private readonly options: OnnxOptions = {}) {}

  async compile(program: Program, variables: VariableStore, options: CompileOptions = {}): Promise<Executable> {
    return new OnnxExecutable(program, variables, options, (model) =>
      ort.InferenceSession.create(model, {
        executionProviders: ['cpu'],
        intraOpNumThreads: this.options.threads ?? 0,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        enableCpuMemArena: this.options.arena ?? true,
        logSeverityLevel: 3,
        extra: {
          // Denormal numbers, as a sure softmax leaves behind, would slow the products down.
          session: { intra_op: { allow_spinning: this.options.spinning ? '1' : '0' }, set_denormal_as_zero: '1' },
          // It would turn the recurrent products round again, the large matrix back to the right (see lower-lstm).
          optimization: { disable_specified_optimizers: 'GemmTransposeFusion' },
        },
      }),
    )
  }
}

interface Loaded {
  session: ort.InferenceSession
  symbols: readonly string[]
}

class OnnxExecutable implements Executable {
  /** Two forms of one program: the vocabulary's logits whole, or in chunks where they are large. */
  private readonly sessions = new Map<boolean, Promise<Loaded>>()
  private readonly vocabularies: { rows: Tensor['shape'][number]; width: number }[]
  private readonly precision: 'float32' | 'float64'
  private readonly inPlace: ReadonlySet<string>
  private readonly byRows: ReadonlySet<string>

  constructor(
    private readonly program: Program,
    private readonly variables: VariableStore,
    private readonly options: CompileOptions,
    private readonly create: (model: Uint8Array) => Promise<ort.InferenceSession>,
  ) {
    this.precision = options.precision ?? 'float32'
    this.inPlace = updatesInPlace(program)
    this.byRows = new Set(rowUpdates(program).keys())
    this.vocabularies = program.nodes
      .filter((node) => node.operation.name === 'vocabulary_cross_entropy')
      .map((node) => ({ rows: node.inputs[0].shape[0], width: node.inputs[1].shape[1] as number }))
    variablesOf(program, variables)
  }

  private bytesAPlace() {
    return this.precision === 'float32' ? 4 : 8
  }

  private session(chunked: boolean): Promise<Loaded> {
    const known = this.sessions.get(chunked)
    if (known) return known
    const limit = this.options.logitsLimit ?? LOGITS_LIMIT
    const chunkRows = (vocabulary: number) => (chunked ? Math.max(32, Math.floor(limit / this.bytesAPlace() / vocabulary)) : null)
    const { model, symbols } = compileModel(this.program, this.precision, chunkRows)
    const session = this.create(model).then((loaded) => ({ session: loaded, symbols }))
    this.sessions.set(chunked, session)
    return session
  }

  async run(
    feeds: Readonly<Record<string, HostArray>>,
    sizes: Readonly<Record<string, number>>,
  ): Promise<Record<string, Float32Array | Float64Array>> {
    const bindings = new Map(Object.entries(sizes))
    const given: Record<string, ort.Tensor> = {}
    for (const [name, tensor] of this.program.inputs) given[name] = this.tensor(name, tensor, feeds[name], bindings)
    for (const [name, tensor] of this.program.variables) given[name] = this.tensor(name, tensor, this.variables.get(name), bindings)
    const fetches: Record<string, ort.Tensor | null> = {}
    for (const name of this.program.outputs.keys()) fetches[name] = null
    for (const name of this.program.updates.keys()) {
      const some = this.byRows.has(name)
      fetches[nextName(name)] = !some && this.inPlace.has(name) ? given[name] : null
      if (some) fetches[rowsName(name)] = null
    }
    const limit = this.options.logitsLimit ?? LOGITS_LIMIT
    const chunked = this.vocabularies.some(({ rows, width }) => valueOf(rows, bindings) * width * this.bytesAPlace() > limit)
    const { session, symbols } = await this.session(chunked)
    for (const symbol of symbols) given[sizeName(symbol)] = new ort.Tensor('int64', BigInt64Array.of(BigInt(sizes[symbol])), [1])
    const results = await session.run(given, fetches)
    for (const name of this.program.updates.keys()) {
      const next = results[nextName(name)].data as Float32Array
      const values = this.variables.get(name)!
      if (this.byRows.has(name)) replaceRows(values, results[rowsName(name)].data as Int32Array, next)
      else if (!this.inPlace.has(name)) values.set(next)
    }
    return Object.fromEntries([...this.program.outputs.keys()].map((name) => [name, results[name].data as Float32Array]))
  }

  private tensor(name: string, tensor: Tensor, values: HostArray | undefined, bindings: ReadonlyMap<string, number>): ort.Tensor {
    const { values: fed, shape } = fedWith(name, tensor, values, bindings)
    return new ort.Tensor(tensor.dtype === 'int' ? 'int32' : this.precision, fed as Float32Array, shape)
  }

  async release(): Promise<void> {
    for (const session of this.sessions.values()) await (await session).session.release()
    this.sessions.clear()
  }
}

/** Writes rows [n, width] to their places in a table. */
function replaceRows(table: Float32Array | Float64Array, rows: Int32Array, values: Float32Array): void {
  const width = values.length / rows.length
  rows.forEach((row, i) => table.set(values.subarray(i * width, (i + 1) * width), row * width))
}
