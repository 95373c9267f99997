import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { usePlaneLayout } from '../../../src/renderer/charts/plane-layout'
import { tradeOff } from '../../../src/renderer/compare/trade-off'
import { compareRuns } from '../../../src/shared/comparison'
import { finishedRun } from '../../lab/report/report-fixture'

const run = (number: number, mi: number, joint_kl: number) =>
  finishedRun({
    number,
    name: 'vMF-VAE κ = 13',
    objective: { id: 'beta', parameters: { kl_beta: number } },
    values: { mi, joint_kl },
    intervals: {},
  })

/** Places a point of this MI with a neighbour that leaves its label no room to the right. */
const layoutOf = (mi: number) => {
  // The third, an estimate a little below zero in both, moves the ends of both scales below their axes.
  const runs = [run(1, 9, 104), run(2, mi, 20), run(3, -0.05, -0.3), run(4, mi + 0.35, 20), run(5, 5, 0.2)]
  return usePlaneLayout(
    () => ({
      plane: tradeOff(compareRuns(runs, { columns: ['mi', 'joint_kl'] }), 'mi', 'joint_kl'),
      x: 'mi',
      y: 'joint_kl',
      log: { x: false, y: false },
      labelOf: ({ row }) => row.name,
      dark: false,
    }),
    ref({ width: 620, height: 360 }),
  )
}

describe('labels in the plane of two metrics', () => {
  it('keep clear of the axes, which a scale that begins below zero has within the plane', () => {
    for (let mi = 0.1; mi < 3; mi += 0.1) {
      const { area, px, py, placed } = layoutOf(mi)
      expect(px(0)).toBeGreaterThan(area.value.left + 4)
      expect(py(0)).toBeLessThan(area.value.top + area.value.height - 4)
      const labels = placed.value.flatMap(({ label }) => label ?? [])
      expect(labels.length).toBeGreaterThan(1)
      for (const { left, top } of labels) {
        expect(left, `MI ${mi.toFixed(1)}`).toBeGreaterThanOrEqual(px(0) + 4)
        expect(top + 14, `MI ${mi.toFixed(1)}`).toBeLessThanOrEqual(py(0) - 4)
      }
    }
  })
})
