import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../whole-file'
import { RECORD_FILE, storedCorpusSchema } from './stored'

/** Brings the name of an imported corpus into its folder. Throws where it cannot be written. */
export async function renameStored(directory: string, name: string): Promise<void> {
  const path = join(directory, RECORD_FILE)
  const { data: stored } = storedCorpusSchema.safeParse(parsed(await readFile(path, 'utf8')))
  // A damaged one is left as it is: openCorpus says so.
  if (stored && stored.record.name !== name) await writeWhole(path, JSON.stringify({ ...stored, record: { ...stored.record, name } }))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
