import { join } from 'node:path'
import { z } from 'zod'
import { corpusSchema, type Split } from '../../shared/corpus'

/** Version of the stored form; raised whenever a reader must tell the difference. */
export const CORPUS_FORMAT = 2

/**
 * `corpus.json`. Beside it lie `vocabulary.txt` (the word of each id, a line each) and for each split
 * `*.tokens` (uint32), `*.offsets` (float64, [sentences + 1], into the tokens), `*.labels` (uint16, only when labelled),
 * `*.text` (UTF-8, a sentence a line, as imported) and `*.lines` (float64, [sentences + 1], byte offsets into the text).
 * From format 2 on, and in older ones once their statistics were computed, also `*.same` (uint32, the number of each sentence among
 * the different ones of the whole corpus) and `*.unknown` (uint16, words outside the vocabulary); these two follow from the others and
 * are not part of the corpus's hash. All numbers are little-endian.
 */
export const storedCorpusSchema = z.object({ format: z.int().min(1).max(CORPUS_FORMAT), record: corpusSchema })

export const RECORD_FILE = 'corpus.json'
export const VOCABULARY_FILE = 'vocabulary.txt'
/** Identity of the process that imports, in a folder that is not complete: as long as that lives, the folder is its own. */
export const IMPORTER_FILE = 'importer'

/** The columns that the corpus's hash is taken of. */
export const COLUMNS = ['tokens', 'offsets', 'labels', 'text', 'lines'] as const
/** Columns that are computed of them. */
export const DERIVED_COLUMNS = ['same', 'unknown'] as const
export type Column = (typeof COLUMNS)[number] | (typeof DERIVED_COLUMNS)[number]

export function columnFile(directory: string, split: Split, column: Column): string {
  return join(directory, `${split}.${column}`)
}
