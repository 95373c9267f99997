import { describe, expect, it } from 'vitest'
import { measure, permuted, permutedNoise, randomBatch, type GivenBatch } from './regulariser'

const BATCH = 16
const SIZES = [1, 2, 4, 8, 16]
const cases: [id: string, name: string, overlapping: boolean, batch: (seed: number) => GivenBatch][] = [
  ['dg', 'dg', true, (seed) => randomBatch(seed, BATCH, 6)],
  ['dg', 'dg of narrow posteriors', true, (seed) => randomBatch(seed, BATCH, 6, { logvar: -5 })],
  ['dg-joint', 'dg-joint', true, (seed) => randomBatch(seed, BATCH, 6)],
  ['dg-joint', 'dg-joint of narrow posteriors', false, (seed) => randomBatch(seed, BATCH, 6, { logvar: -5 })],
  ['dg-vmf', 'dg-vmf', true, (seed) => randomBatch(seed, BATCH, 6, { kappa: 13 })],
  ['dg-vmf', 'dg-vmf at κ = 1000 in 64 dimensions', false, (seed) => randomBatch(seed, BATCH, 64, { kappa: 1000 })],
]

describe.each(cases)('%s (%s)', (id, _, overlapping, batchOf) => {
  it('is at |b| = 1 the analytic KL, within its Monte Carlo error', async () => {
    const { mean, error, kl } = await measure(id, batchOf(1), 1, 40)
    expect(Math.abs(mean - kl)).toBeLessThan(4 * error)
    // The error is small enough to tell something.
    expect(error).toBeLessThan(0.02 * kl)
  })

  it('is at most the KL and falls as |b| grows: a larger aggregate leaves each posterior more freedom', async () => {
    for (const seed of [1, 2, 3]) {
      const found = []
      for (const members of SIZES) found.push(await measure(id, batchOf(seed), members, 10))
      for (const { mean, error, kl } of found) expect(mean).toBeLessThan(kl + 4 * error)
      for (let k = 1; k < SIZES.length; k++)
        expect(found[k].mean).toBeLessThan(found[k - 1].mean + 4 * Math.hypot(found[k].error, found[k - 1].error))
      expect(found.at(-1)!.mean).toBeLessThan(found[0].mean - 0.1)
    }
  })

  it('frees at most ln |b|, of every dimension where they count one by one', async () => {
    const batch = batchOf(4)
    const freed = id === 'dg' ? batch.latent : 1
    for (const members of SIZES) {
      const { mean, error, kl } = await measure(id, batch, members, 10)
      expect(mean).toBeGreaterThan(kl - freed * Math.log(members) - 4 * error)
    }
  })

  it('does not change at full |b| when the batch is permuted with its noise, and does at a smaller one where posteriors overlap', async () => {
    const batch = batchOf(5)
    const order = Array.from({ length: BATCH }, (_, i) => (5 * i + 3) % BATCH)
    const both = async (members: number) => {
      const straight = await measure(id, batch, members)
      const other = await measure(id, permuted(batch, order), members, 1, permutedNoise(order))
      return Math.abs(other.mean - straight.mean) / Math.max(1, Math.abs(straight.mean))
    }
    expect(await both(BATCH)).toBeLessThan(2e-5)
    if (overlapping) expect(await both(4)).toBeGreaterThan(1e-3)
  })
})

describe("the paper's ablation of |b|", () => {
  it('posteriors that together are the prior cost a gap of nearly nothing at |b| = 32, and their whole KL at |b| = 1', async () => {
    // Means N(0, 1 − σ²) and deviation σ = 0.4: the aggregate is N(0, 1).
    const batch = randomBatch(6, 32, 4, { spread: Math.sqrt(1 - 0.16), logvar: 2 * Math.log(0.4) })
    const gaps: number[] = []
    let kl = 0
    for (const members of [1, 2, 4, 8, 16, 32]) {
      const found = await measure('dg', batch, members, 10)
      gaps.push(found.mean)
      kl = found.kl
    }
    expect([...gaps].sort((a, b) => b - a)).toEqual(gaps)
    expect(gaps[0] / kl).toBeGreaterThan(0.95)
    expect(gaps.at(-1)! / kl).toBeLessThan(0.25)
  })
})
