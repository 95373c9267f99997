/** A tensor of a runtime: what it is is the runtime's business. */
export type Handle = number | object

export type Values = Float32Array | Int32Array

/** Values of a dense tensor's elements. */
export type Kind = 'float' | 'int' | 'bool'

/**
 * The few dozen kernels that every graph is made of, on dense tensors. Shapes are concrete here. A kernel never releases its
 * inputs; whoever asked for a handle releases it.
 */
export interface Kernels {
  readonly title: string
  /** Copies values to the device. */
  upload(values: Values, shape: readonly number[]): Handle
  /** Copies a float or int tensor to the host. */
  download(handle: Handle): Values
  release(handle: Handle): void

  binary(name: BinaryName, a: Handle, b: Handle): Handle
  unary(name: UnaryName, x: Handle): Handle
  /** a where the condition holds, else b; broadcast. */
  select(condition: Handle, a: Handle, b: Handle): Handle
  /** Over the last axis. */
  softmax(x: Handle): Handle
  sum(x: Handle, axes: readonly number[], keep: boolean): Handle
  /** Over all elements. */
  sumOfSquares(x: Handle): Handle
  max(x: Handle, axes: readonly number[], keep: boolean): Handle
  reshape(x: Handle, shape: readonly number[]): Handle
  broadcast(x: Handle, shape: readonly number[]): Handle
  transpose(x: Handle, order: readonly number[]): Handle
  concat(inputs: readonly Handle[], axis: number): Handle
  slice(x: Handle, begin: readonly number[], size: readonly number[]): Handle
  /** Elements of an int vector. */
  sliceInts(x: Handle, from: number, size: number): Handle
  pad(x: Handle, before: readonly number[], after: readonly number[]): Handle
  /** Over the last two axes; leading ones are equal. @param batched whether there are leading ones */
  matmul(a: Handle, b: Handle, transposeA: boolean, transposeB: boolean, batched: boolean): Handle
  gather(table: Handle, rows: Handle): Handle
  /** Zeros [count, width] but for the sums of the rows that are sent there. */
  scatterAdd(values: Handle, rows: Handle, count: number): Handle
  /** The table with rows replaced, as a new tensor. */
  replaceRows(table: Handle, rows: Handle, values: Handle): Handle

  /** Slices along the first axis, which goes. */
  unstack(x: Handle, count: number): Handle[]
  /** The reverse. */
  stack(inputs: readonly Handle[]): Handle
  /** Parts of the last axis, of these widths. @param shape of x */
  split(x: Handle, widths: readonly number[], shape: readonly number[]): Handle[]
  /** dy·y·(1 − y) */
  sigmoidGradient(y: Handle, dy: Handle): Handle
  /** dy·(1 − y²) */
  tanhGradient(y: Handle, dy: Handle): Handle
  /** Negative log-likelihood of each row's target, and softmax − onehot. */
  crossEntropy(logits: Handle, targets: Handle, shape: readonly [number, number]): { nll: Handle; slope: Handle }

  /** The recurrence over a whole sequence in one kernel each way, where the runtime has one. */
  readonly sequence?: SequenceKernels

  /** Tensors that keep their place from run to run. */
  variable(values: Float32Array, shape: readonly number[]): Variable
}

/** See the operation `lstm` of the graph for shapes and the order of gates. */
export interface SequenceKernels {
  /** States of all steps; where `training`, also the activated gates, c of the step before and tanh(c), of all steps each. */
  forward(projected: Handle, h0: Handle, c0: Handle, weight: Handle, training: boolean): { states: Handle; kept: readonly Handle[] }
  /** Derivatives by the projected inputs; where `first`, also by h0 and c0. @param kept as `forward` gave it */
  backward(dh: Handle, kept: readonly Handle[], weight: Handle, first: boolean): { projected: Handle; first: readonly Handle[] }
}

/** A tensor on the device that runs change in place. */
export interface Variable {
  read(): Handle
  assign(value: Handle): void
  /** value − rate · gradient */
  descend(rate: Handle, gradient: Handle): void
  /** rows of value − step; each row is named once. */
  descendRows(rows: Handle, step: Handle): void
  download(): Float32Array
  upload(values: Float32Array): void
  release(): void
}

export type BinaryName = 'add' | 'sub' | 'mul' | 'div' | 'maximum' | 'minimum' | 'greater'
export type UnaryName = 'neg' | 'exp' | 'log' | 'sqrt' | 'square' | 'tanh' | 'sigmoid'

/** TensorFlow's names of the unary kernels, in its own library and in TensorFlow.js alike. */
export const UNARY_KERNELS: Readonly<Record<UnaryName, string>> = {
  neg: 'Neg',
  exp: 'Exp',
  log: 'Log',
  sqrt: 'Sqrt',
  square: 'Square',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
}
