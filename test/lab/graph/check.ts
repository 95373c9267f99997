import { defineProgram, gradient, placeholder, reduceSum, mul, type Tensor, variable } from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import type { HostArray } from '../../../src/lab/engines/engine'

const engine = new OnnxEngine({ threads: 1 })

/** Deterministic numbers in about [−1.5, 1.5], no two alike, none near a kink at 0. */
export function numbers(count: number, seed = 1): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 1.5
    return Math.abs(x) < 0.05 ? x + 0.1 : x
  })
}

/** Runs a graph once in float64. */
export async function evaluate(
  outputs: Record<string, Tensor>,
  values: Map<Tensor, Float64Array> = new Map(),
  feeds: Record<string, HostArray> = {},
  sizes: Record<string, number> = {},
) {
  const program = defineProgram(outputs)
  const store = new Map([...values].map(([tensor, array]) => [(tensor.node.attributes as { name: string }).name, array]))
  const executable = await engine.compile(program, store, { precision: 'float64' })
  const result = await executable.run(feeds, sizes)
  await executable.release()
  return result
}

/**
 * Largest difference between the graph-level gradient of Σ weights·f(…) and central differences of it, in float64,
 * relative to the gradient's largest entry. `shapes` are those of the float arguments of f.
 */
export async function gradientError(
  shapes: number[][],
  f: (...arguments_: Tensor[]) => Tensor,
  feeds: Record<string, HostArray> = {},
): Promise<number> {
  const parameters = shapes.map((shape, i) => variable(`p${i}`, shape))
  const values = new Map(
    parameters.map((parameter, i) => [
      parameter,
      numbers(
        shapes[i].reduce((a, b) => a * b, 1),
        i + 1,
      ),
    ]),
  )
  const y = f(...parameters)
  const count = (y.shape as number[]).reduce((a, b) => a * b, 1)
  const weighted = y.shape.length === 0 ? y : reduceSum(mul(y, placeholder('weights', y.shape)))
  const fed = y.shape.length === 0 ? feeds : { ...feeds, weights: numbers(count, 9) }
  const store = new Map(parameters.map((parameter, i) => [`p${i}`, values.get(parameter)!]))
  const analytic = gradient(weighted, parameters)
  const forward = await engine.compile(
    defineProgram({ loss: weighted, ...Object.fromEntries(parameters.map((p, i) => [`keep${i}`, reduceSum(p)])) }),
    store,
    { precision: 'float64' },
  )
  const backward = await engine.compile(
    defineProgram(Object.fromEntries(analytic.map((g, i) => [`g${i}`, g]).concat(parameters.map((p, i) => [`keep${i}`, reduceSum(p)])))),
    store,
    { precision: 'float64' },
  )
  const derived = await backward.run(fed, {})
  let worst = 0
  for (let i = 0; i < parameters.length; i++) {
    const array = store.get(`p${i}`)!
    const scale = Math.max(1e-3, ...derived[`g${i}`].map(Math.abs))
    for (let j = 0; j < array.length; j++) {
      const kept = array[j]
      const h = 1e-5
      array[j] = kept + h
      const above = (await forward.run(fed, {})).loss[0]
      array[j] = kept - h
      const below = (await forward.run(fed, {})).loss[0]
      array[j] = kept
      worst = Math.max(worst, Math.abs((above - below) / (2 * h) - derived[`g${i}`][j]) / scale)
    }
  }
  return worst
}
