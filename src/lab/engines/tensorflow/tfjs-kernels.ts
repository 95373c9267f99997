import { UNARY_KERNELS, type BinaryName, type Handle, type Kernels, type UnaryName, type Values, type Variable } from './kernels'
import { info, TfjsMemory, type Backend, type TensorInfo } from './tfjs-memory'

type KernelFunction = (call: {
  inputs: Record<string, TensorInfo> | TensorInfo[]
  attrs: Record<string, unknown>
  backend: Backend
}) => TensorInfo | TensorInfo[]

/** What of tfjs-core is used here. */
export interface TfjsCore {
  getKernel(name: string, backend: string): { kernelFunc: KernelFunction } | undefined
  backend(): unknown
}

const BINARY: Record<BinaryName, string> = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Multiply',
  div: 'RealDiv',
  maximum: 'Maximum',
  minimum: 'Minimum',
  greater: 'Greater',
}

/** Longest inner dimension of one product: the wasm kernel goes through all of it for every few rows and columns. */
const INNER = 2048

/**
 * tfjs's own backends (wasm, cpu) through their kernel functions, without tfjs's tape. Products are made of plain operands only:
 * the wasm kernel takes a hundred times as long for a transposed one, so it is transposed first.
 */
export class TfjsKernels extends TfjsMemory implements Kernels {
  constructor(
    readonly title: string,
    private readonly core: TfjsCore,
    private readonly name: string,
  ) {
    super(core.backend() as Backend)
  }

  private call(kernel: string, inputs: Record<string, Handle> | Handle[], attrs: Record<string, unknown> = {}) {
    const found = this.core.getKernel(kernel, this.name)
    if (!found) throw new Error(`The backend "${this.name}" of TensorFlow.js has no kernel "${kernel}".`)
    return found.kernelFunc({ inputs: inputs as Record<string, TensorInfo>, attrs, backend: this.backend })
  }
  private one(kernel: string, inputs: Record<string, Handle> | Handle[], attrs: Record<string, unknown> = {}): TensorInfo {
    return this.call(kernel, inputs, attrs) as TensorInfo
  }
  /** Runs `work` with tensors that are released after it. */
  private using<T>(handles: readonly Handle[], work: () => T): T {
    try {
      return work()
    } finally {
      for (const handle of handles) this.release(handle)
    }
  }

  binary(name: BinaryName, a: Handle, b: Handle): TensorInfo {
    return this.one(BINARY[name], { a, b })
  }
  unary(name: UnaryName, x: Handle): TensorInfo {
    return this.one(UNARY_KERNELS[name], { x })
  }
  select(condition: Handle, a: Handle, b: Handle): TensorInfo {
    const shapes = [condition, a, b].map((handle) => info(handle).shape)
    const shape = shapes.reduce(broadcastShape)
    const whole = [condition, a, b].map((handle) => this.broadcast(handle, shape))
    return this.using(whole, () => this.one('Select', { condition: whole[0], t: whole[1], e: whole[2] }))
  }
  softmax(x: Handle): TensorInfo {
    return this.one('Softmax', { logits: x }, { dim: info(x).shape.length - 1 })
  }
  sum(x: Handle, axes: readonly number[], keep: boolean): TensorInfo {
    const rank = info(x).shape.length
    if (axes.length < rank || rank < 2) return this.one('Sum', { x }, { axis: [...axes], keepDims: keep })
    // The wasm kernel adds up in one float32: over a whole tensor by rows first, or half a percent of four million terms is lost.
    const rows = this.one('Sum', { x }, { axis: [rank - 1], keepDims: true })
    return this.using([rows], () => this.one('Sum', { x: rows }, { axis: [...axes], keepDims: keep }))
  }
  max(x: Handle, axes: readonly number[], keep: boolean): TensorInfo {
    return this.one('Max', { x }, { reductionIndices: [...axes], keepDims: keep })
  }
  reshape(x: Handle, shape: readonly number[]): TensorInfo {
    return this.one('Reshape', { x }, { shape: [...shape] })
  }
  broadcast(x: Handle, shape: readonly number[]): TensorInfo {
    const own = info(x).shape
    const padded = [...new Array<number>(shape.length - own.length).fill(1), ...own]
    const reshaped = this.reshape(x, padded)
    const reps = shape.map((size, i) => (padded[i] === size ? 1 : size))
    return reps.every((count) => count === 1) ? reshaped : this.using([reshaped], () => this.one('Tile', { x: reshaped }, { reps }))
  }
  transpose(x: Handle, order: readonly number[]): TensorInfo {
    if (order.length === 2 && order[0] === 1) return this.flip(x, 0, info(x).shape[1])
    return this.one('Transpose', { x }, { perm: [...order] })
  }
  concat(inputs: readonly Handle[], axis: number): TensorInfo {
    return this.one('Concat', [...inputs], { axis })
  }
  slice(x: Handle, begin: readonly number[], size: readonly number[]): TensorInfo {
    return this.one('Slice', { x }, { begin: [...begin], size: [...size] })
  }
  sliceInts(x: Handle, from: number, size: number): TensorInfo {
    return this.slice(x, [from], [size])
  }
  pad(x: Handle, before: readonly number[], after: readonly number[]): TensorInfo {
    return this.one('PadV2', { x }, { paddings: before.map((value, i) => [value, after[i]]), constantValue: 0 })
  }
  matmul(a: Handle, b: Handle, transposeA: boolean, transposeB: boolean, batched: boolean): TensorInfo {
    if (!batched && !transposeA && transposeB && info(a).shape[1] > INNER) return this.longProduct(a, b)
    const plain = (handle: Handle, transposed: boolean) => {
      const { shape } = info(handle)
      const rank = shape.length
      const flipped = transposed ? this.transpose(handle, [...Array(rank - 2).keys(), rank - 1, rank - 2]) : null
      const three = flipped ? info(flipped).shape : shape
      const leading = three.slice(0, -2).reduce((product, size) => product * size, 1)
      const reshaped = this.reshape(flipped ?? handle, [leading, three[rank - 2], three[rank - 1]])
      if (flipped) this.release(flipped)
      return reshaped
    }
    const [left, right] = [plain(a, transposeA), plain(b, transposeB)]
    const product = this.using([left, right], () =>
      this.one('BatchMatMul', { a: left, b: right }, { transposeA: false, transposeB: false }),
    )
    const leading = batched ? info(a).shape.slice(0, -2) : []
    return this.using([product], () => this.reshape(product, [...leading, product.shape[1], product.shape[2]]))
  }
  /** a·bᵀ, summed over pieces of the long inner dimension. */
  private longProduct(a: Handle, b: Handle): TensorInfo {
    const [rows, inner] = info(a).shape
    const width = Math.ceil(inner / Math.ceil(inner / INNER))
    let sum: TensorInfo | null = null
    for (let from = 0; from < inner; from += width) {
      const size = Math.min(width, inner - from)
      const pieces = [this.columns(a, from, size, [rows, size]), this.flip(b, from, from + size)]
      const product = this.using(pieces, () => this.matmul(pieces[0], pieces[1], false, false, false))
      const before: TensorInfo | null = sum
      sum = before ? this.using([before, product], () => this.binary('add', before, product)) : product
    }
    return sum!
  }
  gather(table: Handle, rows: Handle): TensorInfo {
    return this.one('GatherV2', { x: table, indices: rows }, { axis: 0, batchDims: 0 })
  }
  scatterAdd(values: Handle, rows: Handle, count: number): TensorInfo {
    const [some, width] = info(values).shape
    const column = this.reshape(rows, [some, 1])
    return this.using([column], () => this.one('ScatterNd', { indices: column, updates: values }, { shape: [count, width] }))
  }
  replaceRows(table: Handle, rows: Handle, values: Handle): TensorInfo {
    const { shape } = info(table)
    const next = this.download(table)
    writeRows(next, this.live(rows), this.live(values), (_, value) => value)
    return this.upload(next, shape)
  }

  unstack(x: Handle, count: number): TensorInfo[] {
    const [, ...shape] = info(x).shape
    return Array.from({ length: count }, (_, i) => {
      const { tensor, values } = this.make(shape)
      values.set(this.live(x).subarray(i * values.length, (i + 1) * values.length))
      return tensor
    })
  }
  stack(inputs: readonly Handle[]): TensorInfo {
    return this.one('Pack', [...inputs], { axis: 0 })
  }
  split(x: Handle, widths: readonly number[]): TensorInfo[] {
    const leading = info(x).shape.slice(0, -1)
    let from = 0
    return widths.map((width) => {
      const part = this.columns(x, from, width, [...leading, width])
      from += width
      return part
    })
  }
  sigmoidGradient(y: Handle, dy: Handle): TensorInfo {
    const { tensor, values } = this.make(info(y).shape)
    const [of, slope] = [this.live(y), this.live(dy)]
    for (let i = 0; i < values.length; i++) values[i] = slope[i] * of[i] * (1 - of[i])
    return tensor
  }
  tanhGradient(y: Handle, dy: Handle): TensorInfo {
    const { tensor, values } = this.make(info(y).shape)
    const [of, slope] = [this.live(y), this.live(dy)]
    for (let i = 0; i < values.length; i++) values[i] = slope[i] * (1 - of[i] * of[i])
    return tensor
  }
  sumOfSquares(x: Handle): TensorInfo {
    const values = this.live(x)
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[i] * values[i]
    return this.upload(Float32Array.of(sum), [])
  }
  crossEntropy(logits: Handle, targets: Handle, [rows, vocabulary]: readonly [number, number]) {
    const slope = this.softmax(logits)
    const nll = new Float32Array(rows)
    const [values, wanted] = [this.live(slope), this.live(targets)]
    for (let row = 0; row < rows; row++) {
      const at = row * vocabulary + wanted[row]
      nll[row] = -Math.log(Math.max(values[at], 1e-37))
      values[at] -= 1
    }
    return { nll: this.upload(nll, [rows]), slope }
  }

  variable(values: Float32Array, shape: readonly number[]): Variable {
    let held = this.upload(values, shape)
    const replace = (next: TensorInfo) => {
      this.release(held)
      held = next
    }
    // A second reference to the same data: the holder may release it while the variable lives on.
    const read = () => this.reshape(held, shape)
    return {
      read,
      assign: (value) => replace(this.reshape(value, shape)),
      descend: (rate, gradient) => {
        const step = this.binary('mul', gradient, rate)
        replace(this.using([step], () => this.binary('sub', held, step)))
      },
      descendRows: (rows, step) => {
        writeRows(this.live(held), this.live(rows), this.live(step), (old, value) => old - value)
      },
      download: () => this.download(held) as Float32Array,
      upload: (next) => replace(this.upload(next, shape)),
      release: () => this.release(held),
    }
  }
}

/** Shape of two broadcast against each other. */
function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, i) => Math.max(a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1))
}

/** Rows of a table changed in place: each element by its old value and that of `values` [n, width]. */
function writeRows(table: Values, rows: Values, values: Values, change: (old: number, value: number) => number): void {
  const width = values.length / rows.length
  rows.forEach((row, i) => {
    for (let d = 0; d < width; d++) table[row * width + d] = change(table[row * width + d], values[i * width + d])
  })
}
