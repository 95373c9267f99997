import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LabError } from '../../shared/contract'
import type { SampleCorpus } from '../../shared/corpus'
import { say } from '../../texts/lab'

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

/**
 * The file of a sample corpus. It lies in `resources/samples` beside the program, or in `samples` inside the folder that the
 * environment variable PLENUM_RESOURCES names.
 * @throws LabError `failed` where the program was shipped without it
 */
export function sampleFile(id: SampleCorpus['id']): string {
  const folder = process.env.PLENUM_RESOURCES ? join(process.env.PLENUM_RESOURCES, 'samples') : samplesAbove(import.meta.dirname)
  const file = folder === null ? null : join(folder, `${id}.tsv`)
  if (file !== null && existsSync(file)) return file
  throw new LabError('failed', say.corpus.noSample(id, file))
}

function samplesAbove(start: string): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const candidate = join(directory, 'resources', 'samples')
    if (existsSync(candidate)) return candidate
    if (dirname(directory) === directory) return null
  }
}
