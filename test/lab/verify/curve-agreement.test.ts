import { describe, expect, it } from 'vitest'
import { curveAgreement } from '../../../src/lab/verify/curve-agreement'
import { CURVE_TOLERANCE, SMALL_CHANGE } from '../../../src/lab/verify/loss-curves'

const curve = (...losses: number[]) => Float64Array.from(losses)
/** Curves of two engines, and what the first makes of weights that are changed a little. */
const compare = (first: Float64Array, second: Float64Array, changed: Float64Array) => {
  const asked: number[] = []
  const agreement = curveAgreement((engine, change) => {
    asked.push(change)
    return Promise.resolve(engine === 'second' ? second : change === 0 ? first : changed)
  })
  return agreement.then((found) => ({ ...found, asked }))
}

describe('two engines', () => {
  it('agree within the tolerance, and nothing more is then trained', async () => {
    const found = await compare(curve(10, 8), curve(10, 8 * (1 + CURVE_TOLERANCE / 2)), curve(NaN, NaN))
    expect(found).toMatchObject({ step: 2, within: true, own: null, agree: true, asked: [0, 0] })
  })

  it('agree beyond it where the training makes as much of a change of the last digit', async () => {
    const found = await compare(curve(10, 8, 6), curve(10, 8, 6.6), curve(10, 8, 6.1))
    expect(found).toMatchObject({ step: 3, within: false, agree: true, asked: [0, 0, SMALL_CHANGE] })
    expect(found.own?.difference).toBeCloseTo(0.1 / 6, 12)
  })

  it('do not agree where the training alone explains a tenth of the difference or less', async () => {
    expect(await compare(curve(10, 8), curve(10, 9), curve(10, 8.01))).toMatchObject({ step: 2, within: false, agree: false })
  })

  it('do not agree where a loss is no number', async () => {
    expect(await compare(curve(10, 8), curve(10, NaN), curve(10, 8.1))).toMatchObject({ difference: Infinity, agree: false })
  })
})
