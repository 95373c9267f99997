import { SPLITS, type Split } from '../../../shared/corpus'
import type { StoredCorpus } from '../open'

/** Which sentences of a corpus are the same: read once for all searches of it. */
export interface Occurrences {
  /** Number of each sentence among the different ones, by split. */
  readonly same: Readonly<Record<Split, Uint32Array>>
  /** How often each different sentence occurs, by split. */
  readonly counts: Readonly<Record<Split, Uint32Array>>
  /** 1 where a different sentence occurs with more than one label. */
  readonly conflicting: Uint8Array
}

/** Reads the occurrences; the corpus must have statistics. */
export async function readOccurrences(corpus: StoredCorpus): Promise<Occurrences> {
  const [train, valid, test] = await Promise.all(SPLITS.map((split) => corpus.same(split)))
  const same = { train, valid, test }
  let different = 0
  for (const split of SPLITS) for (const number of same[split]) if (number >= different) different = number + 1
  const counts = { train: new Uint32Array(different), valid: new Uint32Array(different), test: new Uint32Array(different) }
  for (const split of SPLITS) for (const number of same[split]) counts[split][number]++
  return { same, counts, conflicting: await readConflicts(corpus, same, different) }
}

async function readConflicts(corpus: StoredCorpus, same: Occurrences['same'], different: number): Promise<Uint8Array> {
  const conflicting = new Uint8Array(different)
  if (corpus.record.labels.length === 0) return conflicting
  const first = new Int32Array(different).fill(-1)
  for (const split of SPLITS) {
    const labels = await corpus.labelIds(split)
    for (let i = 0; i < labels.length; i++) {
      const number = same[split][i]
      if (first[number] === -1) first[number] = labels[i]
      else if (first[number] !== labels[i]) conflicting[number] = 1
    }
  }
  return conflicting
}
