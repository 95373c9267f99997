import { describe, expect, test } from 'vitest'
import { newRun, open } from './store-fixture'

describe('points', () => {
  test('come back as columns in order of step, with null where a point lacks a metric or it is not finite', async () => {
    const store = await open()
    store.runs.insert(newRun('a'))
    store.points.put(1, 'batch', { step: [2], epoch: [0.2], seconds: [2], values: { kl: [Number.NaN] } })
    store.points.put(1, 'batch', { step: [1], epoch: [0.1], seconds: [1], values: { loss: [3], kl: [1] } })
    expect(store.points.series(1, 'batch')).toEqual({
      step: [1, 2],
      epoch: [0.1, 0.2],
      seconds: [1, 2],
      values: { loss: [3, null], kl: [1, null] },
    })
    expect(store.points.series(1, 'valid')).toEqual({ step: [], epoch: [], seconds: [], values: {} })
    store.close()
  })

  test('those at or after a step are withdrawn from every series of that run alone', async () => {
    const store = await open()
    for (const id of ['a', 'b']) store.runs.insert(newRun(id))
    for (const run of [1, 2]) {
      for (const series of ['batch', 'valid'] as const)
        store.points.put(run, series, { step: [4, 8], epoch: [1, 2], seconds: [1, 2], values: { loss: [1, 2] } })
    }
    store.points.withdraw(1, 8)
    expect([store.points.series(1, 'batch').step, store.points.series(1, 'valid').step, store.points.series(2, 'batch').step]).toEqual([
      [4],
      [4],
      [4, 8],
    ])
    store.close()
  })

  describe('that are packed', () => {
    const stretch = (from: number, to: number, values: (step: number) => (number | null)[]) => {
      const step = Array.from({ length: to - from + 1 }, (_, i) => from + i)
      return {
        step,
        epoch: step.map((at) => at / 3),
        seconds: step.map((at) => at * 1.1),
        values: { loss: step.map((at) => values(at)[0]), kl: step.map((at) => values(at)[1]) },
      }
    }
    const value = (step: number) => [step % 4 === 0 ? null : Math.sin(step), -1e-300 * step]

    test('are read as the rows were, to the last bit, together with rows that came later', async () => {
      const store = await open()
      store.runs.insert(newRun('a'))
      store.points.put(1, 'batch', stretch(1, 50, value))
      const rows = store.points.series(1, 'batch')
      store.points.pack(1, 'batch')
      expect(store.points.series(1, 'batch')).toEqual(rows)
      store.points.put(1, 'batch', stretch(51, 60, value))
      store.points.pack(1, 'batch')
      store.points.pack(1, 'batch')
      store.points.put(1, 'batch', stretch(61, 65, value))
      expect(store.points.series(1, 'batch')).toEqual(stretch(1, 65, value))
      expect(store.points.lastStep(1, 'batch')).toBe(65)
      for (const after of [0, 17, 50, 55, 60, 63]) expect(store.points.after(1, 'batch', after)).toEqual(stretch(after + 1, 65, value))
      expect(store.points.series(1, 'batch', ['kl']).values).toEqual({ kl: stretch(1, 65, value).values.kl })
      expect(store.points.series(1, 'valid').step).toEqual([])
      store.close()
    })

    test('are withdrawn in the midst of a chunk, and metrics of one chunk alone are null elsewhere', async () => {
      const store = await open()
      store.runs.insert(newRun('a'))
      store.points.put(1, 'batch', stretch(1, 10, value))
      store.points.pack(1, 'batch')
      store.points.put(1, 'batch', { step: [11], epoch: [4], seconds: [12], values: { gradient_norm: [2] } })
      store.points.pack(1, 'batch')
      expect(store.points.series(1, 'batch').values.gradient_norm).toEqual([...Array<null>(10).fill(null), 2])
      store.points.withdraw(1, 7)
      expect(store.points.series(1, 'batch')).toEqual(stretch(1, 6, value))
      expect(store.points.lastStep(1, 'batch')).toBe(6)
      store.points.withdraw(1, 0)
      expect(store.points.lastStep(1, 'batch')).toBe(-1)
      store.close()
    })
  })
})
