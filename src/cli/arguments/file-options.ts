import { basename, resolve } from 'node:path'
import { fileOptionsSchema, type FileOptions } from '../../shared/import-options'
import { say } from '../../texts/terminal'
import { parseSettings } from './schema-options'
import { UsageError } from './usage'

/** `FILE:KEY=VALUE` of `--file` as options by file, which is a bare name or a path; throws UsageError naming the key and its values. */
export function parseFiles(given: readonly string[]): Record<string, FileOptions> {
  const files: Record<string, FileOptions> = {}
  for (const text of given) {
    const [, file, pair] = /^(.+?):([a-z_]+=.*)$/s.exec(text) ?? []
    if (file === undefined) throw new UsageError(say.usage.filePair(text))
    const key = basename(file) === file ? file : resolve(file)
    files[key] = { ...files[key], ...(parseSettings(fileOptionsSchema, [pair], '--file') as FileOptions) }
  }
  return files
}
