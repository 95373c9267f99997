import { describe, expect, it } from 'vitest'
import { PRESETS, type Settings } from '../../../src/shared/settings'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { createEngine } from '../../../src/lab/engines/registry'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { CURVE_TOLERANCE, largestDifference, lossCurve, type CurveTask } from '../../../src/lab/verify/loss-curves'
import { ENGINES_FOLDER, enginesHere } from '../engines/engines-here'

/** The tiny preset, narrower: 200 steps in seconds on the slowest engine. */
const settings: Settings = { ...PRESETS.short.settings, embedding: 8, hidden: 12, latent: 4, batch: 8 }
const task = (id: string): CurveTask => ({
  choice: checkObjective({ id, parameters: {}, modifiers: {} }),
  settings,
  vocabulary: 60,
  steps: 200,
  seed: 7,
})
const others = (await enginesHere()).filter((id) => id !== 'onnx')
const objectives = ['vae', 'dg']
const expected = new Map(
  await Promise.all(objectives.map(async (id) => [id, await lossCurve(new OnnxEngine({ threads: 1 }), task(id))] as const)),
)

describe('200 training steps', () => {
  it.each(objectives)('of %s learn something', (id) => {
    const losses = expected.get(id)!
    expect(losses[192]).toBeLessThan(0.95 * losses[0])
  })

  describe.each(others)('on %s', (engine) => {
    it.each(objectives)('of %s have the loss curve of ONNX Runtime on the CPU', async (id) => {
      const losses = await lossCurve(await createEngine(engine, ENGINES_FOLDER, { threads: 1 }), task(id))
      expect(losses).toHaveLength(200)
      expect(largestDifference(losses, expected.get(id)!).difference).toBeLessThan(CURVE_TOLERANCE)
    })
  })

  it('differ by more than that with another seed', async () => {
    const other = await lossCurve(new OnnxEngine({ threads: 1 }), { ...task('vae'), seed: 8 })
    expect(largestDifference(other, expected.get('vae')!).difference).toBeGreaterThan(10 * CURVE_TOLERANCE)
  })
})

describe('largestDifference', () => {
  it('is relative, names the step from 1, and sees what is no number', () => {
    expect(largestDifference(Float64Array.of(10, 21, 30), Float64Array.of(10, 20, 30))).toEqual({ step: 2, difference: 0.05 })
    expect(largestDifference(Float64Array.of(10, 20), Float64Array.of(10, 20))).toEqual({ step: 1, difference: 0 })
    expect(largestDifference(Float64Array.of(10, NaN), Float64Array.of(10, 20))).toEqual({ step: 2, difference: Infinity })
  })
})
