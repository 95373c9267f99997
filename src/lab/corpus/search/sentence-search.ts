import type { FoundSentences, SentenceQuery } from '../../../shared/corpus'
import { openCorpus, type StoredCorpus } from '../open'
import { readOccurrences, type Occurrences } from './occurrences'
import { readRows, Scan } from './scan'

/** Longest time (ms) that one request searches; who wants more asks again. */
const TURN = 120
/** Corpora and searches that are kept open. */
const KEPT_CORPORA = 2
const KEPT_SCANS = 6

export interface SearchRequest {
  /** Folder of the corpus. */
  readonly directory: string
  readonly query: SentenceQuery
  readonly offset: number
  readonly limit: number
}

/** Finds sentences of stored corpora, a page at a time. */
export interface SentenceSearcher {
  search(request: SearchRequest): Promise<FoundSentences>
  /** Lets go of a corpus that was changed or deleted. */
  forget(directory: string): Promise<void>
  close(): Promise<void>
}

interface Opened {
  readonly corpus: StoredCorpus
  readonly occurrences: Occurrences | null
}

/**
 * Searches in the calling thread. A search that nobody asks after rests where it is, so a new query takes its place at once and
 * there is nothing to cancel.
 */
export class SentenceSearch implements SentenceSearcher {
  private readonly corpora = new Map<string, Promise<Opened>>()
  private readonly scans = new Map<string, Promise<Scan>>()
  /** Turns of one scan follow each other. */
  private readonly turns = new WeakMap<Scan, Promise<void>>()

  async search({ directory, query, offset, limit }: SearchRequest): Promise<FoundSentences> {
    const { corpus, occurrences } = await this.kept(this.corpora, directory, KEPT_CORPORA, () => open(directory))
    if (isOpen(query)) {
      const total = corpus.record.splits[query.split].sentences
      const indices = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => offset + i)
      return { total, scanned: total, complete: true, rows: await readRows(corpus, query.split, indices, occurrences) }
    }
    const key = `${directory}\n${JSON.stringify(query)}`
    const scan = await this.kept(this.scans, key, KEPT_SCANS, () => Scan.open(corpus, query, occurrences))
    const before = this.turns.get(scan) ?? Promise.resolve()
    const turn = before.catch(() => undefined).then(() => scan.advance(offset + limit, performance.now() + TURN))
    this.turns.set(scan, turn)
    await turn
    return scan.page(offset, limit)
  }

  forget(directory: string): Promise<void> {
    this.corpora.delete(directory)
    for (const key of this.scans.keys()) if (key.startsWith(`${directory}\n`)) this.scans.delete(key)
    return Promise.resolve()
  }

  close(): Promise<void> {
    this.corpora.clear()
    this.scans.clear()
    return Promise.resolve()
  }

  /** The entry of a key, opened where it is missing; the ones used longest ago make room. */
  private kept<T>(entries: Map<string, Promise<T>>, key: string, most: number, make: () => Promise<T>): Promise<T> {
    const entry = entries.get(key) ?? make()
    entries.delete(key)
    entries.set(key, entry)
    entry.catch(() => entries.delete(key))
    for (const oldest of entries.keys()) {
      if (entries.size <= most) break
      entries.delete(oldest)
    }
    return entry
  }
}

async function open(directory: string): Promise<Opened> {
  const corpus = await openCorpus(directory)
  return { corpus, occurrences: corpus.record.statistics ? await readOccurrences(corpus) : null }
}

/** Whether a query asks nothing but its split. */
function isOpen({ text, label, shortest, longest, unknown, repeats }: SentenceQuery): boolean {
  return text.trim() === '' && label === null && shortest === 0 && longest >= 10_000 && !unknown && repeats === null
}
