import * as ort from 'onnxruntime-node'
import type { Program } from '../../graph'
import type { VariableStore } from '../engine'
import { variablesOf } from '../given'
import { rowUpdates, updatesInPlace, type RowUpdates } from '../updates'
import type { ProgramVariables } from './variables'

/**
 * Variables in the store's own arrays. The runtime reads them where they are and, where that is safe, writes the next values over
 * them; of tables that change by rows only the changed rows leave it.
 */
export class HostVariables implements ProgramVariables {
  readonly byRows: RowUpdates
  private readonly inPlace: ReadonlySet<string>
  private readonly shapes: ReadonlyMap<string, number[]>

  constructor(
    program: Program,
    private readonly store: VariableStore,
    private readonly precision: 'float32' | 'float64',
    readonly onHost: boolean,
  ) {
    this.shapes = new Map(variablesOf(program, store).map(({ name, shape }) => [name, shape]))
    this.inPlace = updatesInPlace(program)
    this.byRows = rowUpdates(program)
  }

  async prepare(): Promise<void> {}

  read(name: string): ort.Tensor {
    return new ort.Tensor(this.precision, this.store.get(name) as Float32Array, this.shapes.get(name))
  }

  target(name: string, held: ort.Tensor): ort.Tensor | null {
    return this.inPlace.has(name) && !this.byRows.has(name) ? held : null
  }

  take(name: string, next: ort.Tensor, rows: ort.Tensor | undefined): void {
    const values = this.store.get(name)!
    if (rows) replaceRows(values, rows.data as Int32Array, next.data as Float32Array)
    else if (!this.inPlace.has(name)) values.set(next.data as Float32Array)
  }
}

/** Writes rows [n, width] to their places in a table. */
function replaceRows(table: Float32Array | Float64Array, rows: Int32Array, values: Float32Array): void {
  const width = values.length / rows.length
  rows.forEach((row, i) => table.set(values.subarray(i * width, (i + 1) * width), row * width))
}
