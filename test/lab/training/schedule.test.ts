import { describe, expect, it } from 'vitest'
import { judge, klWeight, type Patience } from '../../../src/lab/training/schedule'

describe('klWeight', () => {
  it('rises linearly to 1 over the warm-up and stays there', () => {
    expect(klWeight(0, 100, 10)).toBeCloseTo(0.001)
    expect(klWeight(499, 100, 10)).toBeCloseTo(0.5)
    expect(klWeight(999, 100, 10)).toBe(1)
    expect(klWeight(5000, 100, 10)).toBe(1)
  })
  it('begins anew at epochs 1, 1 + cycle, 1 + 2·cycle, … counted from 0', () => {
    const weight = (step: number) => klWeight(step, 100, 10, 20)
    expect(weight(99)).toBeCloseTo(0.1)
    expect(weight(100)).toBeCloseTo(0.001)
    expect(weight(1099)).toBe(1)
    expect(weight(2099)).toBe(1)
    expect(weight(2100)).toBeCloseTo(0.001)
    expect(weight(4099)).toBe(1)
    expect(weight(4100)).toBeCloseTo(0.001)
  })
  it('is 1 throughout without warm-up', () => {
    expect(klWeight(0, 100, 0)).toBe(1)
  })
})

describe('judge', () => {
  const settings = { patience: 5, decay_from: 15, max_decays: 5 }
  /** Validation losses of consecutive epochs → verdicts. */
  const verdicts = (losses: number[]) => {
    let state: Patience = { best_loss: null, waited: 0, decays: 0 }
    return losses.map((loss, i) => {
      const result = judge(state, loss, i + 1, settings)
      state = result.state
      return result.verdict
    })
  }

  it('takes the first epoch and every lower loss as a new best', () => {
    expect(verdicts([10, 9, 9.5, 8])).toEqual(['improved', 'improved', 'waiting', 'improved'])
  })

  it('does not decay before epoch 15, however long the wait', () => {
    const found = verdicts([1, ...Array<number>(16).fill(2)])
    expect(found.slice(0, 15).includes('decay')).toBe(false)
    expect(found[15]).toBe('decay') // the sixteenth epoch, the first beyond 15
  })

  it('decays after five epochs without improvement and ends at the fifth decay', () => {
    const found = verdicts([...Array.from({ length: 20 }, (_, i) => 100 - i), ...Array<number>(25).fill(90)])
    expect(found.flatMap((verdict, i) => (verdict === 'decay' || verdict === 'end' ? [[i + 1, verdict]] : []))).toEqual([
      [25, 'decay'],
      [30, 'decay'],
      [35, 'decay'],
      [40, 'decay'],
      [45, 'end'],
    ])
  })

  it('keeps the best validation loss through a decay', () => {
    let state: Patience = { best_loss: 1, waited: 4, decays: 0 }
    ;({ state } = judge(state, 2, 20, settings))
    expect(state).toEqual({ best_loss: 1, waited: 0, decays: 1 })
  })
})
