import { defineProgram, type Tensor } from '../graph'
import type { Engine, HostArray } from '../engines/engine'
import { flat } from './compare'

/** Rows of numbers, as reference files hold them. */
export type Matrix = number[][]

export const shapeOf = (matrix: Matrix): [rows: number, columns: number] => [matrix.length, matrix[0].length]

/** What is computed with: nested lists of numbers, taken as float32, or arrays as an engine wants them. */
type Given = Readonly<Record<string, unknown>>

/**
 * Runs a program of these outputs once.
 *
 * @param variables values of the graph's variables by name
 * @param feeds values of its inputs by name
 * @param sizes of symbolic dimensions
 */
export async function compute(
  engine: Engine,
  outputs: Readonly<Record<string, Tensor>>,
  variables: Given,
  feeds: Given = {},
  sizes: Readonly<Record<string, number>> = {},
): Promise<Record<string, Float32Array | Float64Array>> {
  const store = new Map(Object.entries(variables).map(([name, values]) => [name, asHost(values) as Float32Array]))
  const executable = await engine.compile(defineProgram({ ...outputs }), store)
  try {
    return await executable.run(Object.fromEntries(Object.entries(feeds).map(([name, values]) => [name, asHost(values)])), sizes)
  } finally {
    await executable.release()
  }
}

const asHost = (values: unknown): HostArray => (ArrayBuffer.isView(values) ? (values as HostArray) : Float32Array.from(flat(values)))
