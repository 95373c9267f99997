import {
  add,
  constantValue,
  div,
  gatherRows,
  minimum,
  mul,
  reduceSumSquare,
  replaceRows,
  scalar,
  sqrt,
  square,
  sub,
  variable,
  type ScatterAttributes,
  type Tensor,
} from '../graph'

export interface Updates {
  updates: Map<Tensor, Tensor>
  /** Global norm of the gradient before clipping: scalar. */
  norm: Tensor
  /** Names and sizes of the variables the optimiser keeps beside the parameters; all start at 0. */
  state: Map<string, number>
}

/** A gradient that is zero outside rows each named once, as those rows; undefined for any other. */
function sparse(gradient: Tensor): { rows: Tensor; values: Tensor } | undefined {
  const { operation, attributes, inputs } = gradient.node
  return operation.name === 'scatter_add_rows' && (attributes as ScatterAttributes).unique
    ? { values: inputs[0], rows: inputs[1] }
    : undefined
}

function clipping(gradients: readonly Tensor[], clip: number): { norm: Tensor; factor: Tensor } {
  const squares = gradients.filter((g) => constantValue(g) !== 0).map((g) => reduceSumSquare(sparse(g)?.values ?? g))
  const norm = sqrt(squares.reduce(add))
  return { norm, factor: minimum(scalar(1), div(scalar(clip), add(norm, scalar(1e-6)))) }
}

/**
 * Stochastic gradient descent without momentum, the gradient's global norm clipped at `clip`. Rows of an embedding that
 * the batch does not use are not touched.
 */
export function sgd(parameters: readonly Tensor[], gradients: readonly Tensor[], learningRate: Tensor, clip: number): Updates {
  const { norm, factor } = clipping(gradients, clip)
  const rate = mul(learningRate, factor)
  const updates = new Map(
    parameters.map((parameter, i) => {
      const rows = sparse(gradients[i])
      if (!rows) return [parameter, sub(parameter, mul(gradients[i], rate))] as const
      return [parameter, replaceRows(parameter, rows.rows, sub(gatherRows(parameter, rows.rows, true), mul(rows.values, rate)))] as const
    }),
  )
  return { updates, norm, state: new Map() }
}

const BETA1 = 0.9
const BETA2 = 0.999
const EPSILON = 1e-8

/** β₁ᵗ- and β₂ᵗ-corrections of Adam at step t (from 1), to be fed as its two scalars. */
export function adamCorrections(t: number): { first: number; second: number } {
  return { first: 1 / (1 - BETA1 ** t), second: 1 / (1 - BETA2 ** t) }
}

/** Adam (Kingma and Ba 2015) with β 0.9, 0.999, ε 1e-8, after the same clipping. `first`, `second`: see `adamCorrections`. */
export function adam(
  parameters: readonly Tensor[],
  gradients: readonly Tensor[],
  learningRate: Tensor,
  clip: number,
  first: Tensor,
  second: Tensor,
): Updates {
  const { norm, factor } = clipping(gradients, clip)
  const updates = new Map<Tensor, Tensor>()
  const state = new Map<string, number>()
  const rate = mul(learningRate, first)
  parameters.forEach((parameter, i) => {
    const { name, shape } = parameter.node.attributes as { name: string; shape: readonly number[] }
    const keep = (kind: string) => {
      state.set(
        `${kind}:${name}`,
        shape.reduce((a, b) => a * b, 1),
      )
      return variable(`${kind}:${name}`, shape)
    }
    const [m, v] = [keep('adam_mean'), keep('adam_square')]
    const clipped = mul(gradients[i], factor)
    const nextM = add(mul(m, scalar(BETA1)), mul(clipped, scalar(1 - BETA1)))
    const nextV = add(mul(v, scalar(BETA2)), mul(square(clipped), scalar(1 - BETA2)))
    updates.set(m, nextM)
    updates.set(v, nextV)
    updates.set(parameter, sub(parameter, div(mul(nextM, rate), add(sqrt(mul(nextV, second)), scalar(EPSILON)))))
  })
  return { updates, norm, state }
}
