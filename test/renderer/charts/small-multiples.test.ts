import { describe, expect, it } from 'vitest'
import { layoutOf } from '../../../src/renderer/charts/small-multiples'

const AROUND = { gap: 16, rest: 44 }
const LARGE = { width: 1000, height: 680 }
const SMALL = { width: 584, height: 440 }

/** The part of the room that plots and what stands around them take, in either direction. */
function filled(count: number, room: { width: number; height: number }) {
  const { columns, width, height } = layoutOf(count, room, AROUND)
  const rows = Math.ceil(count / columns)
  return { across: (columns * (width + AROUND.gap) - AROUND.gap) / room.width, down: (rows * (height + AROUND.rest)) / room.height }
}

describe('small multiples', () => {
  it.each([
    [2, LARGE, 2],
    [8, LARGE, 4],
    [32, LARGE, 8],
    [2, SMALL, 1],
    [8, SMALL, 4],
  ])('%i of them come out even in a room of %o', (count, room, columns) => {
    expect(layoutOf(count, room, AROUND).columns).toBe(columns)
  })

  it.each([2, 8, 16, 32])('%i of them fill the width, and at least half of the height, and never more than there is', (count) => {
    for (const room of [LARGE, SMALL]) {
      const { across, down } = filled(count, room)
      expect(across).toBeCloseTo(1)
      expect(down).toBeGreaterThan(0.5)
      if (count < 32) expect(down).toBeLessThanOrEqual(1)
    }
  })

  it('keep a size at which they can be read where there are too many for the room', () => {
    const { width, height } = layoutOf(128, SMALL, AROUND)
    expect(width).toBeGreaterThanOrEqual(104)
    expect(height).toBeGreaterThanOrEqual(48)
  })
})
