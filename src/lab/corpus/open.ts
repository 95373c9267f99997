import { open, readFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError } from '../../shared/contract'
import type { CorpusRecord, Split } from '../../shared/corpus'
import { say } from '../../texts/lab'
import type { EncodedSplit, OpenCorpus } from './corpus'
import { columnFile, CORPUS_FORMAT, RECORD_FILE, storedCorpusSchema, VOCABULARY_FILE, type Column } from './stored'

/** An opened corpus that can also tell the labels of single sentences without reading a split whole. */
export interface StoredCorpus extends OpenCorpus {
  /** Labels of `count` sentences from `offset` on, fewer at the split's end; nulls when unlabelled. */
  labels(name: Split, offset: number, count: number): Promise<(string | null)[]>
  /** Words of `count` sentences from `offset` on, fewer at the split's end, without reading a split whole. */
  encoded(name: Split, offset: number, count: number): Promise<Pick<EncodedSplit, 'tokens' | 'offsets'>>
  /** A derived column of a whole split; only of a corpus with statistics. */
  same(name: Split): Promise<Uint32Array>
  unknown(name: Split): Promise<Uint16Array>
  /** [sentences], index of each sentence's label; only of a labelled corpus. */
  labelIds(name: Split): Promise<Uint16Array>
  /** [sentences + 1], offsets into the tokens of a split. */
  offsets(name: Split): Promise<Float64Array>
  /** [sentences + 1], byte offsets into the text of a split. */
  lines(name: Split): Promise<Float64Array>
  /** Bytes of the text of a split, UTF-8. */
  textBytes(name: Split, from: number, to: number): Promise<Buffer>
}

/**
 * Opens an imported corpus; only its record and its words are read at once.
 * @throws LabError `not_found` where there is none, `refused` where a later version of Plenum wrote it, `failed` where it is damaged
 */
export async function openCorpus(directory: string): Promise<StoredCorpus> {
  const record = await readRecord(directory)
  const words = (await readFile(join(directory, VOCABULARY_FILE), 'utf8').catch(damaged(directory))).split('\n').slice(0, -1)
  if (words.length !== record.vocabulary_size) throw damage(directory, say.corpus.damage.words(VOCABULARY_FILE, record.vocabulary_size))
  return new CorpusFiles(directory, record, words)
}

async function readRecord(directory: string): Promise<CorpusRecord> {
  const text = await readFile(join(directory, RECORD_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new LabError('not_found', say.corpus.none(directory))
    throw damage(directory, error.message)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw damage(directory, say.corpus.damage.noJson(RECORD_FILE))
  }
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : null
  if (typeof format === 'number' && format > CORPUS_FORMAT) {
    throw new LabError('refused', say.corpus.newer(directory))
  }
  const stored = storedCorpusSchema.safeParse(json)
  if (!stored.success) throw damage(directory, say.corpus.damage.fields(RECORD_FILE))
  return stored.data.record
}

class CorpusFiles implements StoredCorpus {
  constructor(
    private readonly directory: string,
    readonly record: CorpusRecord,
    readonly words: readonly string[],
  ) {}

  async split(name: Split): Promise<EncodedSplit> {
    const { sentences, tokens } = this.record.splits[name]
    const labelled = this.record.labels.length > 0
    const ids = new Uint32Array(await this.read(name, 'tokens', 0, (tokens + 2 * sentences) * 4))
    // An engine would fail on them without a word of the corpus, or read what lies beyond its table.
    for (const id of ids)
      if (id >= this.words.length) throw damage(this.directory, say.corpus.damage.ids(columnFile(this.directory, name, 'tokens')))
    return {
      tokens: ids,
      offsets: new Float64Array(await this.read(name, 'offsets', 0, (sentences + 1) * 8)),
      labels: labelled ? new Uint16Array(await this.read(name, 'labels', 0, sentences * 2)) : null,
    }
  }

  async texts(name: Split, offset: number, count: number): Promise<string[]> {
    const { first, length } = this.range(name, offset, count)
    if (length === 0) return []
    const lines = new Float64Array(await this.read(name, 'lines', first * 8, (length + 1) * 8))
    const text = Buffer.from(await this.read(name, 'text', lines[0], lines[length] - lines[0]))
    return Array.from({ length }, (_, i) => text.toString('utf8', lines[i] - lines[0], lines[i + 1] - lines[0] - 1))
  }

  async encoded(name: Split, offset: number, count: number): Promise<Pick<EncodedSplit, 'tokens' | 'offsets'>> {
    const { first, length } = this.range(name, offset, count)
    const offsets = new Float64Array(await this.read(name, 'offsets', first * 8, (length + 1) * 8))
    const [from] = offsets
    const tokens = new Uint32Array(await this.read(name, 'tokens', from * 4, (offsets[length] - from) * 4))
    return { tokens, offsets: offsets.map((at) => at - from) }
  }

  async same(name: Split): Promise<Uint32Array> {
    return new Uint32Array(await this.read(name, 'same', 0, this.record.splits[name].sentences * 4))
  }

  async unknown(name: Split): Promise<Uint16Array> {
    return new Uint16Array(await this.read(name, 'unknown', 0, this.record.splits[name].sentences * 2))
  }

  async labelIds(name: Split): Promise<Uint16Array> {
    return new Uint16Array(await this.read(name, 'labels', 0, this.record.splits[name].sentences * 2))
  }

  async offsets(name: Split): Promise<Float64Array> {
    return new Float64Array(await this.read(name, 'offsets', 0, (this.record.splits[name].sentences + 1) * 8))
  }

  async lines(name: Split): Promise<Float64Array> {
    return new Float64Array(await this.read(name, 'lines', 0, (this.record.splits[name].sentences + 1) * 8))
  }

  async textBytes(name: Split, from: number, to: number): Promise<Buffer> {
    return Buffer.from(await this.read(name, 'text', from, to - from))
  }

  async labels(name: Split, offset: number, count: number): Promise<(string | null)[]> {
    const { first, length } = this.range(name, offset, count)
    if (this.record.labels.length === 0) return new Array<null>(length).fill(null)
    const ids = new Uint16Array(await this.read(name, 'labels', first * 2, length * 2))
    return Array.from(ids, (id) => this.record.labels[id])
  }

  private range(name: Split, offset: number, count: number): { first: number; length: number } {
    const first = Math.min(Math.max(0, offset), this.record.splits[name].sentences)
    return { first, length: Math.max(0, Math.min(count, this.record.splits[name].sentences - first)) }
  }

  /** Exactly `length` bytes of a column, also beyond 2 GiB. */
  private async read(name: Split, column: Column, position: number, length: number): Promise<ArrayBuffer> {
    const path = columnFile(this.directory, name, column)
    const file = await open(path, 'r').catch(damaged(this.directory))
    try {
      const bytes = new Uint8Array(length)
      await fill(file, bytes, position, () => damage(this.directory, say.corpus.damage.short(path)))
      return bytes.buffer
    } finally {
      await file.close()
    }
  }
}

/** Bytes asked of the system in one call; it answers at most 2 GiB. */
const READ_BYTES = 2 ** 28

async function fill(file: FileHandle, bytes: Uint8Array, position: number, short: () => Error): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, Math.min(READ_BYTES, bytes.length - done), position + done)
    if (bytesRead === 0) throw short()
    done += bytesRead
  }
}

function damaged(directory: string): (error: Error) => never {
  return (error) => {
    throw damage(directory, error.message)
  }
}

function damage(directory: string, what: string): LabError {
  return new LabError('failed', say.corpus.damaged(directory, what))
}
