import { join } from 'node:path'
import type { CorpusRecord } from '../../../src/shared/corpus'
import { importOptionsSchema } from '../../../src/shared/import-options'
import { PRESETS } from '../../../src/shared/settings'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder } from '../lab-fixture'

export const split = { sentences: 1, tokens: 2, unknown_tokens: 0, longest: 2, lengths: [0, 0, 1], labels: [] }
export const corpus = (id: string, created_at = 1): CorpusRecord => ({
  id,
  name: `Corpus ${id}`,
  created_at,
  origin: '/x',
  hash: 'h',
  options: importOptionsSchema.parse({}),
  vocabulary_size: 5,
  labels: [],
  splits: { train: split, valid: split, test: split },
  remarks: [],
  statistics: null,
})
export const config = {
  corpus: 'c',
  objective: { id: 'vae', parameters: {}, modifiers: {} },
  preset: 'tiny',
  settings: PRESETS.tiny.settings,
  seed: 1,
  engine: 'onnx',
  race: null,
} as const
export const newRun = (id: string) => ({ id, name: 'VAE', config, created_at: 5, owner: '1:2' })

export async function open(): Promise<Store> {
  const store = Store.open(join(await temporaryFolder(), 'plenum.db'))
  store.corpora.insert(corpus('c'), null)
  return store
}
