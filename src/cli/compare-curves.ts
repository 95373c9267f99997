import type { CorpusRecord } from '../shared/corpus'
import { PRESETS, type PresetId, type Settings } from '../shared/settings'
import { openCorpus } from '../lab/corpus/open'
import type { Home } from '../lab/home'
import { checkObjective } from '../lab/objectives/choice'
import { curveAgreement } from '../lab/verify/curve-agreement'
import { CURVE_TOLERANCE, lossCurve, SMALL_CHANGE, type CurveTask } from '../lab/verify/loss-curves'
import { trustedEngine } from '../lab/verify/trusted-engine'
import { say } from '../texts/terminal'
import { EXIT, type Terminal } from './terminal'

export interface CompareOptions {
  steps: number
  preset: PresetId
  objective: string
  /** Otherwise the preset's. */
  optimiser?: Settings['optimiser']
  learningRate?: number
  /** Otherwise made-up sentences. */
  corpus?: CorpusRecord
  seed: number
  json: boolean
}

/** As many words as a corpus of the preset's kind has, about. */
const VOCABULARY: Readonly<Record<PresetId, number>> = { tiny: 2000, short: 9000, long: 20_000 }

/**
 * Trains one model on two engines and prints where their losses differ most. Where that is more than is allowed, it is set beside what
 * the same training makes of weights changed in their last digit: no two engines could agree better. Answers the exit code.
 */
export async function compareCurves(
  home: Home,
  ids: readonly [string, string],
  { steps, preset, objective, optimiser, learningRate, corpus, seed, json }: CompareOptions,
  terminal: Terminal,
): Promise<number> {
  const choice = checkObjective({ id: objective, parameters: {}, modifiers: {} })
  const { settings } = PRESETS[preset]
  const task: CurveTask = {
    choice,
    settings: {
      ...settings,
      optimiser: optimiser ?? settings.optimiser,
      learning_rate: learningRate ?? settings.learning_rate,
    },
    vocabulary: corpus?.vocabulary_size ?? VOCABULARY[preset],
    corpus: corpus && (await (await openCorpus(home.corpus(corpus.id))).split('train')),
    steps,
    seed,
  }
  const { step, difference, within, own, agree, losses } = await curveAgreement(async (engine, change) => {
    const id = engine === 'first' ? ids[0] : ids[1]
    terminal.err(`${say.tables.curves.training(steps, id, change)}\n`)
    return lossCurve(await trustedEngine(id, home.engines), task, change)
  })
  const { optimiser: rule, learning_rate } = task.settings
  const of = {
    engines: ids,
    preset,
    objective,
    optimiser: rule,
    learning_rate,
    corpus: corpus?.name ?? null,
    steps,
    seed,
    step,
    difference,
    tolerance: CURVE_TOLERANCE,
    own,
    agree,
  }
  if (json) terminal.out(`${JSON.stringify({ ...of, losses: losses.map((curve) => [...curve]) })}\n`)
  else
    terminal.out(
      `${say.tables.curves.differ({
        engines: ids,
        steps,
        objective,
        preset,
        corpus: corpus?.name ?? null,
        difference: difference.toExponential(1),
        step,
        within,
        tolerance: CURVE_TOLERANCE.toExponential(0),
      })}\n` + (own ? `${say.tables.curves.own(ids[0], SMALL_CHANGE, own.difference.toExponential(1), agree)}\n` : ''),
    )
  return agree ? EXIT.done : EXIT.failed
}
