import type { Handle, Values } from './kernels'

/** A tensor as tfjs's kernels know it. */
export interface TensorInfo {
  dataId: object
  shape: number[]
  dtype: string
}

export interface Backend {
  write(values: Values, shape: number[], dtype: string): object
  readSync(dataId: object): Values
  disposeData(dataId: object): boolean
  /** wasm alone: a tensor whose content is not set, and a view of where a tensor lies. */
  makeOutput?(shape: number[], dtype: string): TensorInfo
  typedArrayFromHeap?(tensor: TensorInfo): Values
}

/** Side of the tiles in which a matrix is transposed: two of them stay in the cache. */
const TILE = 32
export const info = (handle: Handle) => handle as TensorInfo

/** Tensors of tfjs's backends in the memory where they lie: made, read and rearranged without a kernel. */
export class TfjsMemory {
  constructor(protected readonly backend: Backend) {}

  upload(values: Values, shape: readonly number[]): TensorInfo {
    const dtype = values instanceof Int32Array ? 'int32' : 'float32'
    // The cpu backend keeps the array it is given; the caller fills it anew for the next step.
    const own = this.backend.typedArrayFromHeap ? values : values.slice()
    return { dataId: this.backend.write(own, [...shape], dtype), shape: [...shape], dtype }
  }
  download(handle: Handle): Values {
    return this.live(handle).slice()
  }
  /** A new float tensor and where its values lie, to be filled before the next is made. */
  protected make(shape: readonly number[]): { tensor: TensorInfo; values: Float32Array } {
    const { backend } = this
    // The cpu backend has another makeOutput.
    if (backend.typedArrayFromHeap && backend.makeOutput) {
      const tensor = backend.makeOutput([...shape], 'float32')
      return { tensor, values: this.live(tensor) as Float32Array }
    }
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
    return { tensor: { dataId: backend.write(values, [...shape], 'float32'), shape: [...shape], dtype: 'float32' }, values }
  }
  /** The values where they lie; good until the next tensor is made. */
  protected live(handle: Handle): Values {
    return this.backend.typedArrayFromHeap?.(info(handle)) ?? this.backend.readSync(info(handle).dataId)
  }
  release(handle: Handle): void {
    this.backend.disposeData(info(handle).dataId)
  }

  /** Columns of a matrix as rows, tile by tile, in a fifth of the wasm kernel's time. */
  protected flip(x: Handle, from: number, to: number): TensorInfo {
    const [rows, columns] = info(x).shape
    const { tensor, values } = this.make([to - from, rows])
    const source = this.live(x)
    for (let top = 0; top < rows; top += TILE) {
      const bottom = Math.min(rows, top + TILE)
      for (let left = from; left < to; left += TILE) {
        const right = Math.min(to, left + TILE)
        for (let column = left; column < right; column++)
          for (let row = top; row < bottom; row++) values[(column - from) * rows + row] = source[row * columns + column]
      }
    }
    return tensor
  }
  /** Columns of a tensor seen as rows of its last axis. */
  protected columns(x: Handle, from: number, width: number, shape: readonly number[]): TensorInfo {
    const { tensor, values } = this.make(shape)
    const source = this.live(x)
    const stride = info(x).shape.at(-1)!
    for (let to = 0, at = from; to < values.length; to += width, at += stride) values.set(source.subarray(at, at + width), to)
    return tensor
  }
}
