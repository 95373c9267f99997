import type { CorpusRecord, Split } from '../../shared/corpus'
import { END, START, UNKNOWN } from './corpus'
import { FileWriter } from './file-writer'
import { columnFile, COLUMNS, type Column } from './stored'
import type { Vocabulary } from './vocabulary'

/** Encodes the sentences of one split and writes them as columns, counting as it goes. */
export class SplitWriter {
  private readonly lengths: number[] = [0]
  private readonly labelCounts: number[]
  private sentences = 0
  private tokens = 0
  private unknown = 0

  private constructor(
    private readonly split: Split,
    private readonly columns: Partial<Record<Column, FileWriter>> & Record<Exclude<Column, 'labels'>, FileWriter>,
    labels: number,
  ) {
    this.labelCounts = new Array<number>(labels).fill(0)
    columns.offsets.float64(0)
    columns.lines.float64(0)
  }

  /** @param labels number of labels; 0: unlabelled */
  static async create(directory: string, split: Split, labels: number): Promise<SplitWriter> {
    const create = (column: Column) => FileWriter.create(columnFile(directory, split, column))
    const columns = {
      tokens: await create('tokens'),
      offsets: await create('offsets'),
      text: await create('text'),
      lines: await create('lines'),
    }
    return new SplitWriter(split, labels > 0 ? { ...columns, labels: await create('labels') } : columns, labels)
  }

  /** @param label index of the label; ignored when unlabelled */
  add(words: readonly string[], label: number, vocabulary: Vocabulary): void {
    const { tokens, offsets, labels, text, lines } = this.columns
    tokens.uint32(START)
    for (const word of words) {
      const id = vocabulary.id(word)
      if (id === UNKNOWN) this.unknown++
      tokens.uint32(id)
    }
    tokens.uint32(END)
    offsets.float64(tokens.length / 4)
    if (labels) {
      labels.uint16(label)
      this.labelCounts[label]++
    }
    text.text(words.join(' '))
    text.text('\n')
    lines.float64(text.length)
    this.sentences++
    this.tokens += words.length
    while (this.lengths.length <= words.length) this.lengths.push(0)
    this.lengths[words.length]++
  }

  async drain(): Promise<void> {
    for (const column of this.writers()) await column.drain()
  }

  /** Completes the files; answers a line `name sha256` for each. */
  async finish(): Promise<string[]> {
    const digests: string[] = []
    for (const column of COLUMNS) {
      const writer = this.columns[column]
      if (writer) digests.push(`${this.split}.${column} ${await writer.finish()}`)
    }
    return digests
  }

  async abandon(): Promise<void> {
    for (const column of this.writers()) await column.abandon()
  }

  statistics(): CorpusRecord['splits'][Split] {
    return {
      sentences: this.sentences,
      tokens: this.tokens,
      unknown_tokens: this.unknown,
      longest: this.lengths.length - 1,
      lengths: this.lengths,
      labels: this.labelCounts,
    }
  }

  private writers(): FileWriter[] {
    return Object.values(this.columns)
  }
}
