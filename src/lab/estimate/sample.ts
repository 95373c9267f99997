import { cellsOf, type Batch } from '../corpus/batches'
import type { EncodedSplit } from '../corpus/corpus'

/**
 * At most `count` of the batches, evenly spaced in order of their size, so that few stand for all; in an order of which every
 * beginning is spread too.
 */
export function spreadBatches(batches: readonly Batch[], count: number): Batch[] {
  const sorted = [...batches].sort((a, b) => cellsOf(a) - cellsOf(b))
  const taken = Math.min(count, sorted.length)
  const chosen = Array.from({ length: taken }, (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / taken)])
  const middleFirst = (from: number, to: number): number[] => {
    if (from >= to) return []
    const middle = (from + to) >> 1
    const [below, above] = [middleFirst(from, middle), middleFirst(middle + 1, to)]
    return [middle, ...above.flatMap((value, i) => (i < below.length ? [below[i], value] : [value])), ...below.slice(above.length)]
  }
  return middleFirst(0, taken).map((i) => chosen[i])
}

/** The sentences of some batches as a split of their own. */
export function splitOfBatches(split: EncodedSplit, batches: readonly Batch[]): EncodedSplit {
  const sentences = batches.flatMap((batch) => Array.from(batch.sentences))
  const offsets = new Float64Array(sentences.length + 1)
  sentences.forEach((n, i) => (offsets[i + 1] = offsets[i] + split.offsets[n + 1] - split.offsets[n]))
  const tokens = new Uint32Array(offsets[sentences.length])
  sentences.forEach((n, i) => tokens.set(split.tokens.subarray(split.offsets[n], split.offsets[n + 1]), offsets[i]))
  return { tokens, offsets, labels: null }
}
