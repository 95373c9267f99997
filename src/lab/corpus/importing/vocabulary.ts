import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { UNKNOWN } from '../corpus'
import { InputProblem } from '../reading/problem'
import { WordIndex } from './word-index'

/** Words of the ids 0 … 3. */
export const SPECIAL_WORDS: readonly string[] = ['<pad>', '<s>', '</s>', '<unk>']

/** More different words than this are refused: counting them would need more than half a GiB. */
const MAX_DIFFERENT_WORDS = 4_000_000

const MAX_CHARACTERS = 150_000_000

const RESERVED = new Set(SPECIAL_WORDS)

/** Whether a word of the text is spelt like one of the special symbols `<pad>`, `<s>`, `</s>`. */
export function isReserved(word: string): boolean {
  return word.charCodeAt(0) === 60 && word !== SPECIAL_WORDS[UNKNOWN] && RESERVED.has(word)
}

/** Counts the words of the training sentences, in order of first appearance. */
export class WordCounts {
  private readonly index = new WordIndex()
  private counts = new Uint32Array(4096)
  private characters = 0

  /** @throws InputProblem beyond `MAX_DIFFERENT_WORDS` */
  add(word: string): void {
    const known = this.index.find(word)
    if (known >= 0) this.counts[known]++
    else if (!(word.charCodeAt(0) === 60 && RESERVED.has(word))) this.insert(word)
  }

  /**
   * Chooses the words that get an id: the most frequent first, equals by first appearance, rarer than `min_count` never.
   * Special symbols come first and count for nothing in `max_vocabulary`.
   */
  vocabulary(options: Pick<ImportOptions, 'max_vocabulary' | 'min_count'>): Vocabulary {
    const all = this.index.words
    const order = new Float64Array(all.length)
    let frequent = 0
    for (let i = 0; i < all.length; i++) {
      order[i] = (2 ** 31 - this.counts[i]) * ORDER + i
      if (this.counts[i] >= options.min_count) frequent++
    }
    order.sort()
    const kept = options.max_vocabulary > 0 ? Math.min(frequent, options.max_vocabulary) : frequent
    const ranks = new Uint32Array(all.length)
    const words: string[] = [...SPECIAL_WORDS]
    for (let rank = 0; rank < all.length; rank++) {
      const i = order[rank] % ORDER
      ranks[i] = rank
      if (rank < kept) words.push(all[i])
    }
    return new Vocabulary(words, this.index, ranks)
  }

  private insert(word: string): void {
    this.characters += word.length
    const different = this.index.words.length
    if (different >= MAX_DIFFERENT_WORDS || this.characters > MAX_CHARACTERS) {
      throw new InputProblem(null, null, say.corpus.tooManyWords(different))
    }
    if (different === this.counts.length) {
      const grown = new Uint32Array(this.counts.length * 2)
      grown.set(this.counts)
      this.counts = grown
    }
    this.counts[this.index.insert(word)] = 1
  }
}

/** More than `MAX_DIFFERENT_WORDS`; times 2^31 it is 2^53, so that count and order share one exact number. */
const ORDER = 2 ** 22

/** Words and their ids. */
export class Vocabulary {
  private readonly kept: number

  constructor(
    /** Word of each id, the special symbols included. */
    readonly words: readonly string[],
    private readonly index: WordIndex,
    /** Place of each counted word in the order of frequency, from 0 on; those beyond the vocabulary's size have no id. */
    private readonly ranks: Uint32Array,
  ) {
    this.kept = words.length - SPECIAL_WORDS.length
  }

  /** Different words that were counted. */
  get counted(): number {
    return this.ranks.length
  }

  /** The rank of a word among all that were counted, from 0 on; −1 for one that was not, or is spelt like a special symbol. */
  rank(word: string): number {
    const i = this.index.find(word)
    return i < 0 ? -1 : this.ranks[i]
  }

  /** The id of the word of a rank; `UNKNOWN` where the vocabulary does not reach so far. */
  idOfRank(rank: number): number {
    return rank >= 0 && rank < this.kept ? rank + SPECIAL_WORDS.length : UNKNOWN
  }

  /** The id of a word; `UNKNOWN` for one that is not in the vocabulary. */
  id(word: string): number {
    return this.idOfRank(this.rank(word))
  }
}
