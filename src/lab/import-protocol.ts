import type { LabErrorCode } from '../shared/contract'
import type { CorpusRecord, CorpusSource } from '../shared/corpus'
import type { ImportOptions } from '../shared/import-options'

/**
 * What an import's process is asked: one import, or the statistics of a corpus that has none, which it may be told to cancel. It ends
 * itself when its channel closes.
 */
export type ImporterTask =
  | { type: 'import'; source: CorpusSource; name: string | null; options: Partial<ImportOptions>; directory: string; id: string }
  | { type: 'describe'; directory: string }

export type ImporterCommand = ImporterTask | { type: 'cancel' }

/** Importer → lab, in order. After `done` or `failed` the process exits; then nothing is left of a failed or cancelled import. */
export type ImporterMessage =
  | { type: 'progress'; share: number | null; message: string }
  | { type: 'done'; record: CorpusRecord }
  | { type: 'failed'; code: LabErrorCode; message: string }
