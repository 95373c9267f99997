import type { EncodedSplit } from './corpus'

/** The first `count` sentences of a split, sharing its memory; all of them where `count` is 0 or beyond its size. */
export function firstSentences(split: EncodedSplit, count: number): EncodedSplit {
  const sentences = split.offsets.length - 1
  if (count <= 0 || count >= sentences) return split
  return {
    tokens: split.tokens.subarray(0, split.offsets[count]),
    offsets: split.offsets.subarray(0, count + 1),
    labels: split.labels?.subarray(0, count) ?? null,
  }
}
