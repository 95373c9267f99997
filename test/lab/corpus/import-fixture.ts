import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { importCorpus } from '../../../src/lab/corpus/import'
import { openCorpus, type StoredCorpus } from '../../../src/lab/corpus/open'
import type { CorpusRecord, Split } from '../../../src/shared/corpus'
import type { ImportOptions } from '../../../src/shared/import-options'

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
