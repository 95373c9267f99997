import { describe, expect, it } from 'vitest'
import { gappyColumn, numberColumn } from '../../src/shared/number-column'
import { seriesSchema } from '../../src/shared/run'

describe('a column of numbers', () => {
  it('is taken as it lies, without a copy', () => {
    const column = [1, -0.5, 1e300]
    expect(numberColumn().parse(column)).toBe(column)
  })

  it('has nothing but finite numbers', () => {
    for (const wrong of [[1, null], [1, NaN], [Infinity], ['1'], [[1]], new Array<number>(3), '12', { 0: 1, length: 1 }, null, undefined])
      expect(numberColumn().safeParse(wrong).success, JSON.stringify(wrong)).toBe(false)
  })

  it('with gaps has null where a value is missing, and nothing else', () => {
    expect(gappyColumn().parse([null, 2, null])).toEqual([null, 2, null])
    for (const wrong of [[undefined], [NaN], [true], new Array<number>(1)]) expect(gappyColumn().safeParse(wrong).success).toBe(false)
  })

  it('says in a series where it stands', () => {
    const wrong = seriesSchema.safeParse({ step: [1], epoch: [0.1], seconds: [2], values: { kl: ['a lot'] } })
    expect(wrong.error?.issues[0].path).toEqual(['values', 'kl'])
  })
})
