import { add, exp, mul, scalar, type Tensor } from '../graph'
import type { Posterior } from './encoder'

/** z = mean + exp(logvar/2)·ε, the reparameterised sample of a diagonal Gaussian; broadcasts over leading axes. */
export function sampleGaussian({ mean, logvar }: Posterior, noise: Tensor): Tensor {
  return add(mean, mul(exp(mul(logvar, scalar(0.5))), noise))
}
