import { SPLITS, type FoundSentences, type SentenceQuery } from '../../../shared/corpus'
import { textTest } from '../../../shared/sentence-match'
import { UNKNOWN } from '../corpus'
import type { StoredCorpus } from '../open'
import type { Occurrences } from './occurrences'

/** Bytes of text that are looked at between two looks at the clock. */
const SLICE_BYTES = 1_048_576
/** Sentences of a slice where no text is looked at. */
const SLICE_SENTENCES = 262_144

/**
 * One search through one split. It goes on only while it is asked for, a slice at a time, and remembers what it has found.
 */
export class Scan {
  /** Indices of the sentences that fit, in their order. */
  private found = new Uint32Array(1024)
  private total = 0
  private at = 0
  private sorted = false
  private readonly test: ((sentence: string) => boolean) | null
  private readonly fits: (index: number) => boolean
  private readonly sentences: number

  private constructor(
    private readonly corpus: StoredCorpus,
    private readonly query: SentenceQuery,
    private readonly occurrences: Occurrences | null,
    private readonly columns: {
      readonly offsets: Float64Array
      readonly lines: Float64Array
      readonly unknown: Uint16Array | null
      readonly labels: Uint16Array | null
    },
  ) {
    this.test = textTest(query)
    this.fits = this.rowTest()
    this.sentences = corpus.record.splits[query.split].sentences
  }

  /** @param occurrences null for a corpus without statistics: nothing is then known to be repeated or unknown */
  static async open(corpus: StoredCorpus, query: SentenceQuery, occurrences: Occurrences | null): Promise<Scan> {
    const { split } = query
    return new Scan(corpus, query, occurrences, {
      offsets: await corpus.offsets(split),
      lines: await corpus.lines(split),
      unknown: occurrences && query.unknown ? await corpus.unknown(split) : null,
      labels: query.label !== null && corpus.record.labels.length > 0 ? await corpus.labelIds(split) : null,
    })
  }

  get complete(): boolean {
    return this.at >= this.sentences
  }

  /** Whether the most frequent come first, which is known only at the end. */
  private get ranked(): boolean {
    return this.query.repeats === 'split'
  }

  /** Looks on until so many are found that were not before, the end is reached, or the time has come (ms, as `performance.now`). */
  async advance(wanted: number, until: number): Promise<void> {
    const mayStop = !this.ranked && this.total < wanted
    while (!this.complete && !(mayStop && this.total >= wanted)) {
      if (this.test) await this.textSlice(this.test)
      else this.plainSlice()
      if (performance.now() >= until) break
    }
    if (this.complete && this.ranked && !this.sorted) this.sort()
  }

  /** The page from `offset` on of what is found so far. */
  async page(offset: number, limit: number): Promise<FoundSentences> {
    const known = this.ranked && !this.sorted ? 0 : this.total
    const indices = [...this.found.subarray(Math.min(offset, known), Math.min(offset + limit, known))]
    const rows = await readRows(this.corpus, this.query.split, indices, this.occurrences)
    return { total: known, scanned: this.at, complete: this.complete, rows }
  }

  private plainSlice(): void {
    const end = Math.min(this.sentences, this.at + SLICE_SENTENCES)
    for (; this.at < end; this.at++) if (this.fits(this.at)) this.keep(this.at)
  }

  private async textSlice(test: (sentence: string) => boolean): Promise<void> {
    const { lines } = this.columns
    const from = lines[this.at]
    let end = this.at + 1
    while (end < this.sentences && lines[end + 1] - from <= SLICE_BYTES) end++
    const bytes = await this.corpus.textBytes(this.query.split, from, lines[end] - 1)
    const text = bytes.toString('utf8')
    const sentences = (this.query.match_case ? text : text.toLowerCase()).split('\n')
    for (let i = 0; i < sentences.length; i++) if (this.fits(this.at + i) && test(sentences[i])) this.keep(this.at + i)
    this.at = end
  }

  /** The conditions that need no text. */
  private rowTest(): (index: number) => boolean {
    const { shortest, longest, label, repeats, split } = this.query
    const { offsets, unknown, labels } = this.columns
    const { occurrences } = this
    const wanted = label === null ? -1 : this.corpus.record.labels.indexOf(label)
    const seen = occurrences && repeats === 'split' ? new Uint8Array(occurrences.counts.train.length) : null
    return (index) => {
      const words = offsets[index + 1] - offsets[index] - 2
      if (words < shortest || words > longest) return false
      if (label !== null && labels?.[index] !== wanted) return false
      if (this.query.unknown && !unknown?.[index]) return false
      if (repeats === null) return true
      if (!occurrences) return false
      const number = occurrences.same[split][index]
      if (repeats === 'conflict') return occurrences.conflicting[number] === 1
      if (repeats !== 'split' && repeats !== split) return occurrences.counts[repeats][number] > 0
      if (occurrences.counts[split][number] < 2 || seen?.[number] === 1) return false
      if (seen) seen[number] = 1
      return true
    }
  }

  private keep(index: number): void {
    if (this.total === this.found.length) {
      const grown = new Uint32Array(this.found.length * 2)
      grown.set(this.found)
      this.found = grown
    }
    this.found[this.total++] = index
  }

  private sort(): void {
    const { occurrences, query } = this
    if (occurrences) {
      const times = (index: number) => occurrences.counts[query.split][occurrences.same[query.split][index]]
      this.found = this.found.slice(0, this.total).sort((a, b) => times(b) - times(a) || a - b)
    }
    this.sorted = true
  }
}

/** Sentences of a split by their indices, in that order, with what is known of them. */
export async function readRows(
  corpus: StoredCorpus,
  split: SentenceQuery['split'],
  indices: readonly number[],
  occurrences: Occurrences | null,
): Promise<FoundSentences['rows']> {
  const row = (index: number, text: string, label: string | null, tokens: Uint32Array): FoundSentences['rows'][number] => {
    const number = occurrences?.same[split][index] ?? 0
    return {
      index,
      label,
      text,
      unknown: [...tokens.keys()].filter((place) => tokens[place] === UNKNOWN),
      times: occurrences ? occurrences.counts[split][number] : null,
      also: occurrences ? SPLITS.filter((other) => other !== split && occurrences.counts[other][number] > 0) : [],
    }
  }
  const rows: FoundSentences['rows'] = []
  for (const { first, count } of stretches(indices)) {
    const [texts, labels, { tokens, offsets }] = await Promise.all([
      corpus.texts(split, first, count),
      corpus.labels(split, first, count),
      corpus.encoded(split, first, count),
    ])
    for (let i = 0; i < texts.length; i++)
      rows.push(row(first + i, texts[i], labels[i] ?? null, tokens.subarray(offsets[i] + 1, offsets[i + 1] - 1)))
  }
  return rows
}

/** Runs of indices that follow each other, so that each is read at once. */
function stretches(indices: readonly number[]): { first: number; count: number }[] {
  const runs: { first: number; count: number }[] = []
  for (const index of indices) {
    const last = runs.at(-1)
    if (last && last.first + last.count === index) last.count++
    else runs.push({ first: index, count: 1 })
  }
  return runs
}
