import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LabError } from '../../shared/contract'
import type { SampleCorpus } from '../../shared/corpus'

/** The corpora that Plenum brings along; `docs/samples.md` says how they are made. */
export const SAMPLES: SampleCorpus[] = [
  {
    id: 'glosses',
    name: 'WordNet glosses',
    description: 'Short definitions from WordNet 3.1, each labelled with its lexical domain, such as noun.animal or verb.motion.',
    sentences: 20_000,
    licence: 'WordNet 3.1, Copyright 2011 by Princeton University; see glosses.LICENSE',
  },
  {
    id: 'grammar',
    name: 'Small grammar',
    description: 'Sentences of a small grammar with known factors: sentiment, topic, tense, number and length, all told by the label.',
    sentences: 12_096,
    licence: 'MIT, as Plenum',
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
  throw new LabError('failed', `The sample corpus ${id} is missing from this installation (${file ?? 'there is no resources/samples'}).`)
}

function samplesAbove(start: string): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const candidate = join(directory, 'resources', 'samples')
    if (existsSync(candidate)) return candidate
    if (dirname(directory) === directory) return null
  }
}
