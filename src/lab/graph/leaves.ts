import { apply, type DType, type Operation, type Shape, type Tensor } from './tensor'

const input: Operation<{ name: string; type: { shape: Shape; dtype: DType } }> = { name: 'input', infer: (_, { type }) => [type] }
const parameter: Operation<{ name: string; shape: readonly number[] }> = {
  name: 'parameter',
  infer: (_, { shape }) => [{ shape, dtype: 'float' }],
}
const constant: Operation<{ value: number }> = { name: 'constant', infer: () => [{ shape: [], dtype: 'float' }] }
const fill: Operation<{ value: number; shape: Shape }> = { name: 'fill', infer: (_, { shape }) => [{ shape, dtype: 'float' }] }

/** A tensor fed at every run. */
export function placeholder(name: string, shape: Shape, dtype: DType = 'float'): Tensor {
  return apply(input, [], { name, type: { shape, dtype } })[0]
}

/** A trainable tensor, or one that a step keeps from run to run; its shape is fixed. */
export function variable(name: string, shape: readonly number[]): Tensor {
  return apply(parameter, [], { name, shape })[0]
}

/** A scalar constant. */
export function scalar(value: number): Tensor {
  return apply(constant, [], { value })[0]
}

/** A tensor of one repeated value. */
export function filled(value: number, shape: Shape): Tensor {
  return shape.length === 0 ? scalar(value) : apply(fill, [], { value, shape })[0]
}

/** Value of a scalar constant; undefined for any other tensor. */
export function constantValue(tensor: Tensor): number | undefined {
  return tensor.node.operation.name === 'constant' ? (tensor.node.attributes as { value: number }).value : undefined
}
