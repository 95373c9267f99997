/** A seeded stream of whole numbers, uniform in [0, below) (mulberry32). */
export function randomIntegers(seed) {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** A shuffled copy (Fisher–Yates). */
export function shuffled(items, int) {
  const copy = [...items]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = int(i + 1)
    ;[copy[i], copy[j]] = [copy[j], copy[i]]
  }
  return copy
}
