import {
  UNARY_KERNELS,
  type BinaryName,
  type Handle,
  type Kernels,
  type SequenceKernels,
  type UnaryName,
  type Values,
  type Variable,
} from './kernels'
import { nativeSequence } from './native-sequence'

export interface Attribute {
  name: string
  type: number
  value: boolean | number | string | readonly number[]
}

/** What the addon of @tensorflow/tfjs-node offers, as far as it is used here. */
export interface NativeBinding {
  createTensor(shape: readonly number[], dtype: number, values: Values | Uint8Array): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): Values
  executeOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number): { id: number }[]
  isUsingGpuDevice(): boolean
  readonly TF_FLOAT: number
  readonly TF_INT32: number
  readonly TF_BOOL: number
  readonly TF_ATTR_INT: number
  readonly TF_ATTR_BOOL: number
  readonly TF_ATTR_TYPE: number
  readonly TF_ATTR_STRING: number
  readonly TF_ATTR_SHAPE: number
  readonly TF_Version: string
}

const BINARY: Record<BinaryName, string> = {
  add: 'AddV2',
  sub: 'Sub',
  mul: 'Mul',
  div: 'RealDiv',
  maximum: 'Maximum',
  minimum: 'Minimum',
  greater: 'Greater',
}

let variables = 0

/**
 * TensorFlow's own kernels through the addon of tfjs-node, without tfjs's tape and its registry of tensors: some 5 µs an operation
 * instead of 50.
 */
export class NativeKernels implements Kernels {
  readonly title: string
  readonly sequence?: SequenceKernels
  private readonly float: readonly Attribute[]
  private readonly constants = new Map<string, number>()
  private readonly minusOne: number
  private readonly two: number

  constructor(private readonly binding: NativeBinding) {
    this.title = `TensorFlow ${binding.TF_Version}`
    this.float = [this.type('T', binding.TF_FLOAT)]
    this.minusOne = this.upload(Float32Array.of(-1), [])
    this.two = this.upload(Float32Array.of(2), [])
    this.sequence = nativeSequence(binding)
  }

  private type(name: string, value: number): Attribute {
    return { name, type: this.binding.TF_ATTR_TYPE, value }
  }
  private bool(name: string, value: boolean): Attribute {
    return { name, type: this.binding.TF_ATTR_BOOL, value }
  }
  private integer(name: string, value: number): Attribute {
    return { name, type: this.binding.TF_ATTR_INT, value }
  }

  private run(name: string, attributes: readonly Attribute[], inputs: readonly Handle[]): number {
    return this.binding.executeOp(name, attributes, inputs as number[], 1)[0].id
  }

  /** A small vector (or scalar) of int32, kept for good: shapes, axes and orders come again at every step. */
  private ints(values: readonly number[] | number): number {
    const key = String(values) + (typeof values === 'number' ? 's' : '')
    const known = this.constants.get(key)
    if (known !== undefined) return known
    const list = typeof values === 'number' ? [values] : values
    const id = this.binding.createTensor(typeof values === 'number' ? [] : [list.length], this.binding.TF_INT32, Int32Array.from(list))
    this.constants.set(key, id)
    return id
  }

  upload(values: Values, shape: readonly number[]): number {
    return this.binding.createTensor(shape, values instanceof Int32Array ? this.binding.TF_INT32 : this.binding.TF_FLOAT, values)
  }
  download(handle: Handle): Values {
    return this.binding.tensorDataSync(handle as number)
  }
  release(handle: Handle): void {
    this.binding.deleteTensor(handle as number)
  }

  binary(name: BinaryName, a: Handle, b: Handle): number {
    return this.run(BINARY[name], this.float, [a, b])
  }
  unary(name: UnaryName, x: Handle): number {
    return this.run(UNARY_KERNELS[name], this.float, [x])
  }
  select(condition: Handle, a: Handle, b: Handle): number {
    return this.run('SelectV2', this.float, [condition, a, b])
  }
  softmax(x: Handle): number {
    return this.run('Softmax', this.float, [x])
  }
  private reduce(name: string, x: Handle, axes: readonly number[], keep: boolean): number {
    const attributes = [this.bool('keep_dims', keep), ...this.float, this.type('Tidx', this.binding.TF_INT32)]
    return this.run(name, attributes, [x, this.ints(axes)])
  }
  sum(x: Handle, axes: readonly number[], keep: boolean): number {
    return this.reduce('Sum', x, axes, keep)
  }
  max(x: Handle, axes: readonly number[], keep: boolean): number {
    return this.reduce('Max', x, axes, keep)
  }
  reshape(x: Handle, shape: readonly number[]): number {
    return this.run('Reshape', [...this.float, this.type('Tshape', this.binding.TF_INT32)], [x, this.ints(shape)])
  }
  broadcast(x: Handle, shape: readonly number[]): number {
    return this.run('BroadcastTo', [...this.float, this.type('Tidx', this.binding.TF_INT32)], [x, this.ints(shape)])
  }
  transpose(x: Handle, order: readonly number[]): number {
    return this.run('Transpose', [...this.float, this.type('Tperm', this.binding.TF_INT32)], [x, this.ints(order)])
  }
  concat(inputs: readonly Handle[], axis: number): number {
    const attributes = [this.integer('N', inputs.length), ...this.float, this.type('Tidx', this.binding.TF_INT32)]
    return this.run('ConcatV2', attributes, [...inputs, this.ints(axis)])
  }
  slice(x: Handle, begin: readonly number[], size: readonly number[]): number {
    return this.run('Slice', [...this.float, this.type('Index', this.binding.TF_INT32)], [x, this.ints(begin), this.ints(size)])
  }
  sliceInts(x: Handle, from: number, size: number): number {
    const { TF_INT32 } = this.binding
    return this.run('Slice', [this.type('T', TF_INT32), this.type('Index', TF_INT32)], [x, this.ints([from]), this.ints([size])])
  }
  pad(x: Handle, before: readonly number[], after: readonly number[]): number {
    const pairs = before.flatMap((value, i) => [value, after[i]])
    const flat = this.ints(pairs)
    const paddings = this.run(
      'Reshape',
      [this.type('T', this.binding.TF_INT32), this.type('Tshape', this.binding.TF_INT32)],
      [flat, this.ints([before.length, 2])],
    )
    const padded = this.run('Pad', [...this.float, this.type('Tpaddings', this.binding.TF_INT32)], [x, paddings])
    this.release(paddings)
    return padded
  }
  matmul(a: Handle, b: Handle, transposeA: boolean, transposeB: boolean, batched: boolean): number {
    // With only the right operand transposed the kernel for batches is a tenth faster on one product too, and small ones twice as fast.
    return batched || (transposeB && !transposeA)
      ? this.run('BatchMatMulV2', [...this.float, this.bool('adj_x', transposeA), this.bool('adj_y', transposeB)], [a, b])
      : this.run('MatMul', [...this.float, this.bool('transpose_a', transposeA), this.bool('transpose_b', transposeB)], [a, b])
  }
  gather(table: Handle, rows: Handle): number {
    const { TF_FLOAT, TF_INT32 } = this.binding
    const attributes = [this.type('Tparams', TF_FLOAT), this.type('Tindices', TF_INT32), this.type('Taxis', TF_INT32)]
    return this.run('GatherV2', [...attributes, this.integer('batch_dims', 0)], [table, rows, this.ints(0)])
  }
  scatterAdd(values: Handle, rows: Handle, count: number): number {
    const { TF_INT32 } = this.binding
    return this.run(
      'UnsortedSegmentSum',
      [...this.float, this.type('Tindices', TF_INT32), this.type('Tnumsegments', TF_INT32)],
      [values, rows, this.ints(count)],
    )
  }
  replaceRows(table: Handle, rows: Handle, values: Handle): number {
    const { TF_INT32 } = this.binding
    const column = this.run('ExpandDims', [this.type('T', TF_INT32), this.type('Tdim', TF_INT32)], [rows, this.ints(1)])
    const replaced = this.run('TensorScatterUpdate', [...this.float, this.type('Tindices', TF_INT32)], [table, column, values])
    this.release(column)
    return replaced
  }

  unstack(x: Handle, count: number): number[] {
    const attributes = [this.integer('num', count), ...this.float, this.integer('axis', 0)]
    return this.binding.executeOp('Unpack', attributes, [x as number], count).map(({ id }) => id)
  }
  stack(inputs: readonly Handle[]): number {
    return this.run('Pack', [this.integer('N', inputs.length), ...this.float, this.integer('axis', 0)], inputs)
  }
  split(x: Handle, widths: readonly number[]): number[] {
    const attributes = [this.integer('num_split', widths.length), ...this.float]
    const even = widths.every((width) => width === widths[0])
    const inputs = even ? [this.ints(-1), x as number] : [x as number, this.ints(widths), this.ints(-1)]
    return this.binding
      .executeOp(
        even ? 'Split' : 'SplitV',
        even ? attributes : [...attributes, this.type('Tlen', this.binding.TF_INT32)],
        inputs,
        widths.length,
      )
      .map(({ id }) => id)
  }
  sigmoidGradient(y: Handle, dy: Handle): number {
    return this.run('SigmoidGrad', this.float, [y, dy])
  }
  tanhGradient(y: Handle, dy: Handle): number {
    return this.run('TanhGrad', this.float, [y, dy])
  }
  /**
   * From the softmax, the place of each target lowered by 1 where it lies: a quarter of the time of the kernel made for it,
   * SparseSoftmaxCrossEntropyWithLogits. −ln p = max x − ln max p − x[target], which no small p can spoil.
   */
  crossEntropy(logits: Handle, targets: Handle, [rows, vocabulary]: readonly [number, number]): { nll: number; slope: number } {
    const { TF_INT32 } = this.binding
    const size = rows * vocabulary
    const made: number[] = []
    const keep = (handle: number) => {
      made.push(handle)
      return handle
    }
    try {
      const bounds = [this.ints(0), this.ints(size), this.ints(vocabulary)]
      const starts = keep(this.run('Range', [this.type('Tidx', TF_INT32)], bounds))
      const places = keep(this.run('AddV2', [this.type('T', TF_INT32)], [starts, targets]))
      const probabilities = keep(this.softmax(logits))
      const top = keep(this.unary('log', keep(this.max(probabilities, [1], false))))
      const normaliser = keep(this.binary('sub', keep(this.max(logits, [1], false)), top))
      const nll = this.binary('sub', normaliser, keep(this.gather(keep(this.reshape(logits, [size])), places)))
      const column = keep(this.reshape(probabilities, [size, 1]))
      const minusOnes = keep(this.broadcast(this.minusOne, [rows, 1]))
      const lowered = keep(this.run('InplaceAdd', this.float, [column, places, minusOnes]))
      return { nll, slope: this.reshape(lowered, [rows, vocabulary]) }
    } finally {
      made.forEach((handle) => this.release(handle))
    }
  }
  sumOfSquares(x: Handle): number {
    const half = this.run('L2Loss', this.float, [x])
    const whole = this.binary('mul', half, this.two)
    this.release(half)
    return whole
  }

  variable(values: Float32Array, shape: readonly number[]): Variable {
    const { binding } = this
    const dtype = this.type('dtype', binding.TF_FLOAT)
    const name = (key: string, value: string): Attribute => ({ name: key, type: binding.TF_ATTR_STRING, value })
    const handle = this.run(
      'VarHandleOp',
      [
        dtype,
        { name: 'shape', type: binding.TF_ATTR_SHAPE, value: shape },
        name('container', ''),
        name('shared_name', `plenum${variables++}`),
      ],
      [],
    )
    const assign = (value: Handle) => void binding.executeOp('AssignVariableOp', [dtype], [handle, value as number], 0)
    const upload = (next: Float32Array) => {
      const value = this.upload(next, shape)
      assign(value)
      this.release(value)
    }
    const read = () => this.run('ReadVariableOp', [dtype], [handle])
    upload(values)
    return {
      read,
      assign,
      upload,
      descend: (rate, gradient) =>
        void binding.executeOp(
          'ResourceApplyGradientDescent',
          [...this.float, this.bool('use_locking', false)],
          [handle, rate as number, gradient as number],
          0,
        ),
      descendRows: (rows, step) =>
        void binding.executeOp(
          'ResourceScatterSub',
          [dtype, this.type('Tindices', binding.TF_INT32)],
          [handle, rows as number, step as number],
          0,
        ),
      download: () => {
        const value = read()
        try {
          return this.download(value) as Float32Array
        } finally {
          this.release(value)
        }
      },
      release: () => {
        binding.executeOp('DestroyResourceOp', [this.bool('ignore_lookup_error', true)], [handle], 0)
        this.release(handle)
      },
    }
  }
}
