import { Text } from 'zrender'
import { describe, expect, it } from 'vitest'
import { planeScene, type Plane } from '../../../src/renderer/charts/plane-scene'
import { COLOURS } from './colours'

const SIZE = { width: 480, height: 420 }
const CORNERS = { healthy: 'healthy', collapsed: 'collapse', pierced: 'hole', both: 'collapse and hole' }
/** Runs of 8 latent dimensions that have not moved. */
const plane = (points: [au: number, cu: number][]): Plane => ({
  trails: points.map((point, i) => ({ label: `run ${i}`, colour: '#00f', points: [point], past: 1 })),
  end: 8,
  xName: 'active',
  yName: 'consistent',
  corners: CORNERS,
})
/** The middle of each text, by what it says. */
function middles(shown: Plane): Map<string, number> {
  const found = new Map<string, number>()
  planeScene(shown, SIZE, COLOURS).traverse(
    (shape) => void (shape instanceof Text && found.set(shape.style.text ?? '', Number(shape.style.y ?? 0))),
  )
  return found
}

describe('the health plane', () => {
  it('names every run, with two at one place', () => {
    const names = middles(plane([[0, 8], [4, 4], [4, 4]])) // prettier-ignore
    expect([...names.keys()].filter((said) => said.startsWith('run'))).toHaveLength(3)
  })

  it('keeps names off the lines of the grid, where a run at the edge stands on one', () => {
    const said = middles(plane([[0, 8]]))
    // The number of the line stands beside its end.
    const [name, line] = [said.get('run 0') ?? NaN, said.get('8') ?? NaN]
    expect(Math.abs(name - line)).toBeGreaterThanOrEqual(7)
  })

  it('keeps names off the words of its corners', () => {
    for (let cu = 1; cu < 3; cu += 0.1) {
      const words = middles(plane([[1.4, cu]]))
      const [name, corner] = [words.get('run 0'), words.get(CORNERS.both)]
      expect(name, `at ${cu.toFixed(1)}`).toBeDefined()
      // The word reaches from 0.7 to 2.6 of AU, so that a name beside a run at 1.4 meets it unless it is above or below.
      expect(Math.abs((name ?? 0) - (corner ?? 0)), `at ${cu.toFixed(1)}`).toBeGreaterThanOrEqual(13)
    }
  })
})
