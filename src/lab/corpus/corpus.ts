import type { CorpusRecord, Split } from '../../shared/corpus'

/** Ids of the four special symbols; words follow from 4 on. */
export const PAD = 0
export const START = 1
export const END = 2
export const UNKNOWN = 3

/**
 * One split in memory. Sentence i is `tokens[offsets[i] … offsets[i+1])` and includes `<s>` and `</s>`.
 */
export interface EncodedSplit {
  readonly tokens: Uint32Array
  /** [sentences + 1] */
  readonly offsets: Float64Array
  /** [sentences], index into the corpus labels; null when unlabelled. */
  readonly labels: Uint16Array | null
}

/** An imported corpus, opened for training or evaluation. */
export interface OpenCorpus {
  readonly record: CorpusRecord
  /** Word of each id, specials included: `<pad>`, `<s>`, `</s>`, `<unk>`, … */
  readonly words: readonly string[]
  /** Reads a split whole. */
  split(name: Split): Promise<EncodedSplit>
  /** Texts as imported (before words became <unk>), in order. */
  texts(name: Split, offset: number, count: number): Promise<string[]>
}
