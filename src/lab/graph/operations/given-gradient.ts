import { add, mul, stopGradient, sub } from './elementwise'
import { reduceSum } from './reduce'
import type { Tensor } from '../tensor'

/**
 * A scalar with gradients derived by hand: its value, and by each of the tensors the gradient given, of that tensor's shape. To the
 * value it adds Σ gradient · (x − x), which is 0 and has the right derivative. Of second derivatives it knows nothing.
 */
export function givenGradient(value: Tensor, gradients: readonly (readonly [x: Tensor, gradient: Tensor])[]): Tensor {
  return gradients.reduce(
    (sum, [x, gradient]) => add(sum, reduceSum(mul(stopGradient(gradient), sub(x, stopGradient(x))))),
    stopGradient(value),
  )
}
