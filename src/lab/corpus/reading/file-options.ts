import { basename } from 'node:path'
import type { Split } from '../../../shared/corpus'
import type { FileOptions, ImportOptions } from '../../../shared/import-options'

/** The options that are given for a file alone, by its path or its name. */
export const ownOptions = (path: string, files: ImportOptions['files']): FileOptions => files[path] ?? files[basename(path)] ?? {}

/**
 * How a file is to be read: what holds for all, and in its place what is given for this one. Where the file is a split by its name, a
 * column of splits is only looked at when it is asked for.
 */
export function readingOf({ path, split }: { path: string; split: Split | null }, options: ImportOptions): ImportOptions {
  const { split: _, ...own } = ownOptions(path, options.files)
  const reading = { ...options, ...own }
  return split === null || reading.split_column !== '' ? reading : { ...reading, splits: 'no' }
}
