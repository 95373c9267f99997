import { apply, ShapeError, type Operation, type Tensor } from '../tensor'
import type { Dimension } from '../dimension'

const gathering: Operation<{ unique: boolean }> = {
  name: 'gather_rows',
  infer([table, rows]) {
    if (table.shape.length !== 2 || rows.dtype !== 'int' || rows.shape.length !== 1)
      throw new ShapeError('gather_rows', [table, rows], 'needs a matrix and a vector of row numbers')
    return [{ shape: [rows.shape[0], table.shape[1]], dtype: 'float' }]
  },
  gradient: ({ inputs: [table, rows], attributes: { unique } }, [dy]) => [scatterAddRows(dy!, rows, table.shape[0], unique), undefined],
}

/**
 * Rows of a matrix: [count, width], [n] → [n, width]. `unique` promises that no row is named twice; the gradient is
 * then kept as those rows, and an optimiser touches no other.
 */
export function gatherRows(table: Tensor, rows: Tensor, unique = false): Tensor {
  return apply(gathering, [table, rows], { unique })[0]
}

export interface ScatterAttributes {
  count: Dimension
  unique: boolean
}

const scattering: Operation<ScatterAttributes> = {
  name: 'scatter_add_rows',
  infer([values, rows], { count }) {
    if (values.shape.length !== 2 || rows.shape[0] !== values.shape[0])
      throw new ShapeError('scatter_add_rows', [values, rows], 'needs one row number for each row of a matrix')
    return [{ shape: [count, values.shape[1]], dtype: 'float' }]
  },
  gradient: ({ inputs: [, rows], attributes: { unique } }, [dy]) => [gatherRows(dy!, rows, unique), undefined],
}

/** A matrix of `count` rows, zero but for the sums of the rows of `values` that `rows` sends there. */
export function scatterAddRows(values: Tensor, rows: Tensor, count: Dimension, unique = false): Tensor {
  return apply(scattering, [values, rows], { count, unique })[0]
}

const replacing: Operation<null> = { name: 'replace_rows', infer: ([table]) => [{ shape: table.shape, dtype: 'float' }] }

/** The matrix with the named rows (each once) replaced; it has no gradient. */
export function replaceRows(table: Tensor, rows: Tensor, values: Tensor): Tensor {
  return apply(replacing, [table, rows, values], null)[0]
}
