import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { importCorpus } from '../../../src/lab/corpus/importing/import'
import { openCorpus, type StoredCorpus } from '../../../src/lab/corpus/open'
import { previewCorpus } from '../../../src/lab/corpus/importing/preview'
import { type CorpusRecord, type Split, SPLITS } from '../../../src/shared/corpus'
import type { ImportOptions } from '../../../src/shared/import-options'
import type { Preview } from '../../../src/shared/preview'

/** A CSV of 40 reviews with a number, one to five stars and a text in quotes that holds quotes. */
export const REVIEWS = [
  'id,stars,review',
  ...Array.from({ length: 40 }, (_, i) => `${i},${1 + (i % 5)},"the ""old"" soup, number ${i}, was good"`),
].join('\n')

/** A folder of its own for each test, with files to import in `input` and corpora in `corpora`. */
export class ImportFixture {
  folder = ''

  constructor() {
    beforeEach(async () => {
      this.folder = await mkdtemp(join(tmpdir(), 'plenum-corpus-'))
    })
    afterEach(async () => {
      await rm(this.folder, { recursive: true, force: true })
    })
  }

  /** Writes an input file; answers its path. */
  async file(name: string, content: string | Buffer): Promise<string> {
    const path = join(this.folder, 'input', name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    return path
  }

  get input(): string {
    return join(this.folder, 'input')
  }

  get directory(): string {
    return join(this.folder, 'corpora', 'one')
  }

  import(
    paths: string[],
    options: Partial<ImportOptions> = {},
    extra: Partial<Parameters<typeof importCorpus>[0]> = {},
  ): Promise<CorpusRecord> {
    const signal = new AbortController().signal
    return importCorpus({
      source: { paths },
      name: null,
      options,
      directory: this.directory,
      id: 'one',
      signal,
      onProgress: () => {},
      ...extra,
    })
  }

  async imported(paths: string[], options: Partial<ImportOptions> = {}): Promise<StoredCorpus> {
    await this.import(paths, options)
    return openCorpus(this.directory)
  }

  /** Imports files; answers the record, and every sentence in the order of the alphabet. */
  async sentences(paths: string[], options: Partial<ImportOptions> = {}): Promise<{ record: CorpusRecord; texts: string[] }> {
    const corpus = await this.imported(paths, options)
    const texts = await Promise.all(SPLITS.map((split) => allTexts(corpus, split)))
    return { record: corpus.record, texts: texts.flat().sort() }
  }

  /** What the preview makes of a file with such content. */
  async seen(name: string, content: string | Buffer, options: Partial<ImportOptions> = {}): Promise<Preview['files'][number]> {
    const { files, remarks } = await previewCorpus([await this.file(name, content)], options)
    if (!files[0]) throw new Error(remarks.map(({ message }) => message).join(' '))
    return files[0]
  }

  /** What lies where corpora are stored, hidden files included. */
  async stored(): Promise<string[]> {
    return readdir(join(this.folder, 'corpora')).catch(() => [])
  }
}

export function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('')
}

/** Sentences of a split as ids. */
export async function idsOf(corpus: StoredCorpus, name: Split): Promise<number[][]> {
  const { tokens, offsets } = await corpus.split(name)
  return Array.from({ length: offsets.length - 1 }, (_, i) => [...tokens.subarray(offsets[i], offsets[i + 1])])
}

export function allTexts(corpus: StoredCorpus, name: Split): Promise<string[]> {
  return corpus.texts(name, 0, Number.MAX_SAFE_INTEGER)
}
