import { describe, expect, it } from 'vitest'
import { decodingSchema, type Decoding } from '../../../src/shared/decoding'
import { decode } from '../../../src/lab/generation/decode'
import { countdown, madeUpDecoder } from './made-up-decoder'

const decoding = (given: Partial<Decoding> = {}) => decodingSchema.parse(given)
const codes = Float32Array.from({ length: 600 }, (_, n) => n % 3)
const expected = Array.from(codes, (z) => Array<number>(z).fill(3 + z))

describe('decode', () => {
  it.each(['greedy', 'beam'] as const)('goes through many codes a part at a time and reports it (%s)', async (method) => {
    const decoder = madeUpDecoder(countdown)
    const reported: number[] = []
    expect(await decode(decoder, codes, decoding({ method }), (share) => reported.push(share))).toEqual(expected)
    expect(Math.max(...decoder.steps)).toBeLessThanOrEqual(256)
    expect(reported.length).toBeGreaterThan(2)
    expect(reported.at(-1)).toBe(1)
  })
  it('draws the same sentences for the same seed, and others for another', async () => {
    const flat = () => madeUpDecoder((_, position) => (position < 6 ? [-50, -50, -50, 1, 1, 1] : [0, 0, 50, 0, 0, 0]))
    const draw = (seed: number) => decode(flat(), codes.slice(0, 20), decoding({ method: 'sample', seed }))
    expect(await draw(1)).toEqual(await draw(1))
    expect(await draw(1)).not.toEqual(await draw(2))
  })
  it('ends where it is cancelled, and has nothing to do without codes', async () => {
    const stopped = decode(madeUpDecoder(countdown), codes, decoding(), () => {
      throw new Error('Cancelled.')
    })
    await expect(stopped).rejects.toThrow('Cancelled.')
    expect(await decode(madeUpDecoder(countdown), new Float32Array(), decoding())).toEqual([])
  })
})
