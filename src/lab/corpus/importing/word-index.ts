/**
 * Numbers different words in the order of their first appearance. A Map would do the same, but spends most of an import's time
 * on words just cut out of a text: here the hash is taken in place, and the table is a typed array.
 */
export class WordIndex {
  /** The words by their numbers. */
  readonly words: string[] = []
  /** Number of the word plus 1 in each slot, 0 where free; its length is a power of two, at most half of it is used. */
  private slots = new Uint32Array(8192)
  private hashes = new Uint32Array(4096)

  /** The number of a word, or −1 where it is unknown. */
  find(word: string): number {
    return this.slots[this.slotOf(word, hashOf(word))] - 1
  }

  /** The number of a word that is unknown so far. */
  insert(word: string): number {
    const number = this.words.length
    if (number === this.hashes.length) this.grow()
    const hash = hashOf(word)
    this.slots[this.slotOf(word, hash)] = number + 1
    this.hashes[number] = hash
    this.words.push(ownCopy(word))
    return number
  }

  private slotOf(word: string, hash: number): number {
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (let entry = this.slots[slot]; entry !== 0; entry = this.slots[slot]) {
      if (this.hashes[entry - 1] === hash && this.words[entry - 1] === word) break
      slot = (slot + 1) & mask
    }
    return slot
  }

  private grow(): void {
    const hashes = new Uint32Array(this.hashes.length * 2)
    hashes.set(this.hashes)
    this.hashes = hashes
    this.slots = new Uint32Array(this.slots.length * 2)
    const mask = this.slots.length - 1
    for (let number = 0; number < this.words.length; number++) {
      let slot = hashes[number] & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = number + 1
    }
  }
}

/** FNV-1a over UTF-16 units, with a last mixing so that its low bits are good. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** A copy that does not keep the text alive from which the word was sliced. */
function ownCopy(word: string): string {
  return word.length < 13 ? word : Buffer.from(word).toString()
}
