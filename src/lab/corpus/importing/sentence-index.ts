import { SPLITS, type CorpusStatistics, type Split } from '../../../shared/corpus'

/** Bits of a group's state beside its counts. */
const NO_LABEL = 65_535

/**
 * Numbers different sentences in the order of their first appearance and counts them by split. A sentence is known by a 64-bit hash,
 * so memory is 29 bytes a different sentence at most twice over, whatever its length.
 */
export class SentenceIndex {
  /** Number plus 1 in each slot, 0 where free; its length is a power of two, at most half of it is used. */
  private slots = new Uint32Array(8192)
  private low = new Uint32Array(4096)
  private high = new Uint32Array(4096)
  private readonly counts: Record<Split, Uint32Array> = {
    train: new Uint32Array(4096),
    valid: new Uint32Array(4096),
    test: new Uint32Array(4096),
  }
  /** The first label of each sentence, and whether it came with another. */
  private labels = new Uint16Array(4096)
  private conflicting = new Uint8Array(4096)
  size = 0

  /**
   * Counts a sentence; answers its number from 0 on.
   * @param label index of its label; null when unlabelled
   */
  add(text: string, split: Split, label: number | null): number {
    const [low, high] = hash64(text)
    const mask = this.slots.length - 1
    let slot = low & mask
    for (let entry = this.slots[slot]; entry !== 0; entry = this.slots[slot]) {
      const number = entry - 1
      if (this.low[number] === low && this.high[number] === high) return this.count(number, split, label)
      slot = (slot + 1) & mask
    }
    const number = this.size++
    if (number === this.low.length) {
      this.grow()
      this.place(low, number)
    } else this.slots[slot] = number + 1
    this.low[number] = low
    this.high[number] = high
    this.labels[number] = label ?? NO_LABEL
    return this.count(number, split, label)
  }

  statistics(): Pick<CorpusStatistics, 'distinct' | 'repeated' | 'leaks' | 'conflicts' | 'conflicting'> {
    const { train, valid, test } = this.counts
    const distinct = { train: 0, valid: 0, test: 0 }
    const repeated = { train: 0, valid: 0, test: 0 }
    const leaks = { valid_train: 0, test_train: 0, test_valid: 0 }
    const conflicting = { train: 0, valid: 0, test: 0 }
    let conflicts = 0
    for (let number = 0; number < this.size; number++) {
      for (const split of SPLITS) {
        const times = this.counts[split][number]
        if (times > 0) distinct[split]++
        if (times > 1) repeated[split]++
        conflicting[split] += this.conflicting[number] * times
      }
      if (train[number] > 0) {
        leaks.valid_train += valid[number]
        leaks.test_train += test[number]
      }
      if (valid[number] > 0) leaks.test_valid += test[number]
      conflicts += this.conflicting[number]
    }
    return { distinct, repeated, leaks, conflicts, conflicting }
  }

  private count(number: number, split: Split, label: number | null): number {
    this.counts[split][number]++
    if (label !== null && this.labels[number] !== label) this.conflicting[number] = 1
    return number
  }

  private place(low: number, number: number): void {
    const mask = this.slots.length - 1
    let slot = low & mask
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask
    this.slots[slot] = number + 1
  }

  private grow(): void {
    const length = this.low.length * 2
    const larger = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const grown = new Uint32Array(length)
      grown.set(old)
      return grown
    }
    this.low = larger(this.low)
    this.high = larger(this.high)
    for (const split of SPLITS) this.counts[split] = larger(this.counts[split])
    const labels = new Uint16Array(length)
    labels.set(this.labels)
    this.labels = labels
    const conflicting = new Uint8Array(length)
    conflicting.set(this.conflicting)
    this.conflicting = conflicting
    this.slots = new Uint32Array(length * 2)
    for (let number = 0; number < this.size - 1; number++) this.place(this.low[number], number)
  }
}

const halves: [number, number] = [0, 0]

/** Two 32-bit hashes of a text that are mixed into each other at the end (cyrb53's scheme, all 64 bits kept). */
function hash64(text: string): [low: number, high: number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  halves[0] = a >>> 0
  halves[1] = b >>> 0
  return halves
}
