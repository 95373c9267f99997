import type { DelimiterId } from '../../../shared/import-options'

/** Lines of text: a sentence each, with its label and a tab before it where `labelled`. */
export interface LinesLayout {
  readonly kind: 'lines'
  readonly labelled: boolean
}

/** A table of delimited columns, told apart by their place. */
export interface TableLayout {
  readonly kind: 'table'
  readonly delimiter: DelimiterId
  readonly quotes: boolean
  readonly header: boolean
  /** Their names, or their numbers from 1 on where there is no header. */
  readonly columns: readonly string[]
  readonly text: number
  readonly label: number | null
  /** Column that names the split of each sentence. */
  readonly split: number | null
}

/** An object a line, or a Parquet file; a field inside another has a name with a dot. */
export interface FieldsLayout {
  readonly kind: 'jsonl' | 'parquet'
  readonly columns: readonly string[]
  readonly text: string
  readonly label: string | null
  /** Field that names the split of each sentence. */
  readonly split: string | null
}

export type Layout = LinesLayout | TableLayout | FieldsLayout

export function isLabelled(layout: Layout): boolean {
  return layout.kind === 'lines' ? layout.labelled : layout.label !== null
}

/** Whether a column names the split of each sentence. */
export const namesSplits = (layout: Layout): boolean => layout.kind !== 'lines' && layout.split !== null

/** What a person calls one entry of a file, and where it stands: `line 3`, in a Parquet file `row 3`. */
export const unitOf = (layout: Layout): 'line' | 'row' => (layout.kind === 'parquet' ? 'row' : 'line')
