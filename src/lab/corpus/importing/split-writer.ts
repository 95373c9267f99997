import type { CorpusRecord, Split } from '../../../shared/corpus'
import { END, START, UNKNOWN } from '../corpus'
import { FileWriter } from './file-writer'
import type { SentenceIndex } from './sentence-index'
import { columnFile, COLUMNS, DERIVED_COLUMNS, type Column } from '../stored'
import type { Vocabulary } from './vocabulary'

/** Encodes the sentences of one split and writes them as columns, counting as it goes. */
export class SplitWriter {
  private readonly lengths: number[] = [0]
  private readonly labelCounts: number[]
  private sentences = 0
  private tokens = 0
  private unknown = 0
  /** Occurrences of the counted words by rank, for the coverage curve. */
  readonly counts: Uint32Array

  private constructor(
    private readonly split: Split,
    private readonly columns: Partial<Record<Column, FileWriter>> & Record<Exclude<Column, 'labels'>, FileWriter>,
    labels: number,
    private readonly vocabulary: Vocabulary,
    private readonly same: SentenceIndex,
  ) {
    this.counts = new Uint32Array(vocabulary.counted)
    this.labelCounts = new Array<number>(labels).fill(0)
    columns.offsets.float64(0)
    columns.lines.float64(0)
  }

  /**
   * @param labels number of labels; 0: unlabelled
   * @param same numbers the sentences of all splits
   */
  static async create(
    directory: string,
    split: Split,
    { labels, vocabulary, same }: { labels: number; vocabulary: Vocabulary; same: SentenceIndex },
  ): Promise<SplitWriter> {
    const create = (column: Column) => FileWriter.create(columnFile(directory, split, column))
    const columns = {
      tokens: await create('tokens'),
      offsets: await create('offsets'),
      text: await create('text'),
      lines: await create('lines'),
      same: await create('same'),
      unknown: await create('unknown'),
    }
    return new SplitWriter(split, labels > 0 ? { ...columns, labels: await create('labels') } : columns, labels, vocabulary, same)
  }

  /** @param label index of the label; ignored when unlabelled */
  add(words: readonly string[], label: number): void {
    const { tokens, offsets, labels, text, lines, same, unknown } = this.columns
    let strange = 0
    tokens.uint32(START)
    for (const word of words) {
      const rank = this.vocabulary.rank(word)
      if (rank >= 0) this.counts[rank]++
      const id = this.vocabulary.idOfRank(rank)
      if (id === UNKNOWN) strange++
      tokens.uint32(id)
    }
    tokens.uint32(END)
    offsets.float64(tokens.length / 4)
    if (labels) {
      labels.uint16(label)
      this.labelCounts[label]++
    }
    const sentence = words.join(' ')
    text.text(sentence)
    text.text('\n')
    lines.float64(text.length)
    same.uint32(this.same.add(sentence, this.split, labels ? label : null))
    unknown.uint16(strange)
    this.unknown += strange
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
    for (const column of DERIVED_COLUMNS) await this.columns[column].finish()
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
