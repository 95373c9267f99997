import { describe, expect, it } from 'vitest'
import { crosses, placeLabels, type LabelBox } from '../../../src/renderer/charts/place-labels'

const AREA = { left: 0, top: 0, width: 400, height: 240 }
const WIDE = 60

const overlap = (a: LabelBox, b: LabelBox) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height

describe('labels beside points', () => {
  it('stand to the right, or to the left where the area ends, and need no line there', () => {
    const [first, second] = placeLabels(
      [
        { x: 20, y: 50, width: 40 },
        { x: 390, y: 50, width: 40 },
      ],
      AREA,
    )
    expect([first?.left, second?.left]).toEqual([28, 342])
    expect([first?.leader, second?.leader]).toEqual([null, null])
  })

  it('stand away from a crowd, with lines that lead to them and pass through no other label and no other point', () => {
    const crowd = Array.from({ length: 8 }, (_, i) => ({
      x: 190 + 14 * (i % 2),
      y: 90 + 12 * Math.floor(i / 2) + 4 * (i % 2),
      width: WIDE,
    }))
    const places = placeLabels(crowd, AREA)
    expect(places).not.toContain(null)
    expect(places.filter((place) => place?.leader).length).toBeGreaterThan(3)
    for (const [i, place] of places.entries()) {
      if (!place) continue
      for (const [j, other] of places.entries()) {
        if (i === j || !other) continue
        expect(overlap(place, other), `labels ${i} and ${j}`).toBe(false)
        expect(place.leader && crosses(place.leader, other), `the line to ${i} and label ${j}`).toBeFalsy()
      }
      for (const [j, { x, y }] of crowd.entries())
        if (i !== j) expect(overlap(place, { left: x - 5, top: y - 5, width: 10, height: 10 }), `label ${i} on point ${j}`).toBe(false)
    }
  })

  it('keep off lines where there is another place, and stand on one where there is none', () => {
    const point = { x: 100, y: 100, width: WIDE }
    const through = { x1: 0, y1: 100, x2: 400, y2: 100 }
    const [aside] = placeLabels([point], AREA, { lines: [through] })
    expect(aside && crosses(through, aside)).toBe(false)
    const [none] = placeLabels([point], { left: 90, top: 92, width: 90, height: 16 }, { lines: [through] })
    expect(none && crosses(through, none)).toBe(true)
  })

  it('find room for all of a few where one order of serving them would not', () => {
    // Served as given the first would stand to the right, where alone there is room for the second.
    const strip = { left: 0, top: 0, width: 170, height: 16 }
    const points = [60, 130].map((x) => ({ x, y: 8, width: 48 }))
    expect(placeLabels(points, strip).map((place) => place?.left)).toEqual([4, 74])
  })

  it('keep off what is taken', () => {
    const [place] = placeLabels([{ x: 100, y: 100, width: WIDE }], AREA, { taken: [{ left: 105, top: 90, width: 120, height: 20 }] })
    expect(place?.left).toBe(100 - 8 - WIDE)
  })

  it('are left out where there is no room at all', () => {
    const places = placeLabels(
      Array.from({ length: 12 }, () => ({ x: 50, y: 20, width: WIDE })),
      { left: 0, top: 0, width: 140, height: 40 },
    )
    expect(places.some((place) => place !== null)).toBe(true)
    expect(places).toContain(null)
  })
})

describe('a line and a box', () => {
  const box = { left: 10, top: 10, width: 20, height: 10 }
  it.each([
    [{ x1: 0, y1: 15, x2: 40, y2: 15 }, true],
    [{ x1: 12, y1: 12, x2: 14, y2: 14 }, true],
    [{ x1: 0, y1: 0, x2: 40, y2: 25 }, true],
    [{ x1: 0, y1: 5, x2: 40, y2: 5 }, false],
    [{ x1: 0, y1: 15, x2: 9, y2: 15 }, false],
    [{ x1: 0, y1: 20, x2: 15, y2: 40 }, false],
  ])('%o: %s', (line, expected) => {
    expect(crosses(line, box)).toBe(expected)
  })
})
