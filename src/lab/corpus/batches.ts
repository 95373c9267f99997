import type { EncodedSplit } from './corpus'

export interface Batch {
  /** Indices of its sentences in the split. */
  readonly sentences: Uint32Array
  /** Tokens of its longest sentence, `<s>` and `</s>` included. */
  readonly length: number
}

/** Positions × sentences of a batch: what its time mostly grows with. */
export const cellsOf = ({ sentences, length }: Batch): number => sentences.length * length

export const cellsOfAll = (batches: readonly Batch[]): number => batches.reduce((sum, batch) => sum + cellsOf(batch), 0)

/** A source of whole numbers, uniform in [0, below). */
export interface RandomIntegers {
  int(below: number): number
}

/**
 * The paper's batches: sentences of one identical length, in order of appearance, lengths ascending. Their membership never
 * changes; only the order of the batches may be shuffled. The last batch of a length may be small, down to one sentence.
 * @param batchSize sentences a batch, at least 1
 */
export function paperBatches(split: EncodedSplit, batchSize: number): Batch[] {
  assertBatchSize(batchSize)
  const byLength = new Map<number, number[]>()
  for (let i = 0; i < split.offsets.length - 1; i++) {
    const length = split.offsets[i + 1] - split.offsets[i]
    const group = byLength.get(length)
    if (group) group.push(i)
    else byLength.set(length, [i])
  }
  const lengths = [...byLength.keys()].sort((a, b) => a - b)
  return lengths.flatMap((length) => cutIntoBatches(Uint32Array.from(byLength.get(length) ?? []), batchSize, () => length))
}

/**
 * Freely mixed batches, drawn anew at every call: all sentences shuffled, then cut; lengths differ within a batch.
 * @param batchSize sentences a batch, at least 1
 */
export function mixedBatches(split: EncodedSplit, batchSize: number, random: RandomIntegers): Batch[] {
  assertBatchSize(batchSize)
  const sentences = Uint32Array.from({ length: split.offsets.length - 1 }, (_, i) => i)
  shuffleInPlace(sentences, random)
  return cutIntoBatches(sentences, batchSize, (batch) =>
    batch.reduce((longest, i) => Math.max(longest, split.offsets[i + 1] - split.offsets[i]), 0),
  )
}

/** A shuffled copy, every order equally likely (Fisher–Yates). */
export function shuffle<T>(items: readonly T[], random: RandomIntegers): T[] {
  const copy = [...items]
  shuffleInPlace(copy, random)
  return copy
}

/** Those that are trained on: a batch of one sentence is skipped. */
export const trainable = (batches: readonly Batch[]): Batch[] => batches.filter(({ sentences }) => sentences.length > 1)

/** How many batches to train on freely mixed ones of so many sentences always make. */
export const mixedSteps = (sentences: number, batchSize: number): number =>
  Math.floor(sentences / batchSize) + (sentences % batchSize > 1 ? 1 : 0)

function shuffleInPlace<T>(items: { [index: number]: T; readonly length: number }, random: RandomIntegers): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.int(i + 1)
    const item = items[i]
    items[i] = items[j]
    items[j] = item
  }
}

function cutIntoBatches(sentences: Uint32Array, batchSize: number, lengthOf: (batch: Uint32Array) => number): Batch[] {
  const batches: Batch[] = []
  for (let begin = 0; begin < sentences.length; begin += batchSize) {
    const batch = sentences.slice(begin, begin + batchSize)
    batches.push({ sentences: batch, length: lengthOf(batch) })
  }
  return batches
}

function assertBatchSize(batchSize: number): void {
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`The batch size must be a whole number from 1 on, not ${batchSize}.`)
}
