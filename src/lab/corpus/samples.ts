import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '../../shared/contract'
import type { SampleCorpus } from '../../shared/corpus'
import { say } from '../../texts/lab'
import { shippedPath } from '../shipped'

/** The corpora that Plenum brings along; `docs/samples.md` says how they are made. */
export const SAMPLES: SampleCorpus[] = [
  {
    id: 'glosses',
    sentences: 20_000,
    ...say.corpus.samples.glosses,
  },
  {
    id: 'grammar',
    sentences: 12_096,
    ...say.corpus.samples.grammar,
  },
]

/** The file of a sample corpus, one that Plenum ships. Throws LabError `failed` where it is missing. */
export function sampleFile(id: SampleCorpus['id']): string {
  const file = shippedPath(join('samples', `${id}.tsv`))
  if (file !== null && existsSync(file)) return file
  throw new LabError('failed', say.corpus.noSample(id, file))
}
