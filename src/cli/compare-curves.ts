import { PRESETS, type PresetId } from '../shared/settings'
import { checkObjective } from '../lab/objectives/choice'
import { CURVE_TOLERANCE, largestDifference, lossCurve, type CurveTask } from '../lab/verify/loss-curves'
import { trustedEngine } from '../lab/verify/trusted-engine'
import { EXIT, type Terminal } from './terminal'

export interface CompareOptions {
  steps: number
  preset: PresetId
  objective: string
  seed: number
  json: boolean
}

/** As many words as a corpus of the preset's kind has, about. */
const VOCABULARY: Readonly<Record<PresetId, number>> = { tiny: 2000, short: 9000, long: 20_000 }

/** Trains one model on two engines and prints where their losses differ most. Answers the exit code: failed where by more than is allowed. */
export async function compareCurves(
  directory: string,
  ids: readonly [string, string],
  { steps, preset, objective, seed, json }: CompareOptions,
  terminal: Terminal,
): Promise<number> {
  const choice = checkObjective({ id: objective, parameters: {}, modifiers: {} })
  const task: CurveTask = { choice, settings: PRESETS[preset].settings, vocabulary: VOCABULARY[preset], steps, seed }
  const curves: Float64Array[] = []
  for (const id of ids) {
    terminal.err(`Training ${steps} steps on ${id}.\n`)
    curves.push(await lossCurve(await trustedEngine(id, directory), task))
  }
  const { step, difference } = largestDifference(curves[0], curves[1])
  const agree = difference <= CURVE_TOLERANCE
  const losses = Object.fromEntries(ids.map((id, i) => [id, [...curves[i]]]))
  if (json)
    terminal.out(
      `${JSON.stringify({ engines: ids, preset, objective, steps, seed, step, difference, tolerance: CURVE_TOLERANCE, agree, losses })}\n`,
    )
  else
    terminal.out(
      `${ids[0]} and ${ids[1]}, ${steps} steps of ${objective} at ${preset}: their losses differ by ${difference.toExponential(1)} of ` +
        `themselves at most, at step ${step} (${agree ? 'within' : 'more than'} ${CURVE_TOLERANCE.toExponential(0)}).\n`,
    )
  return agree ? EXIT.done : EXIT.failed
}
