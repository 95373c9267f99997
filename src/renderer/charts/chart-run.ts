import type { Alarm } from '../../shared/health'
import { ENDED_STATES, type Run } from '../../shared/run'
import { verdictOf } from '../health'
import { labelsOf } from '../run-labels'
import { runColour, runDash } from './palette'
import type { KeyEntry } from './picture'

/** What charts need to know of a run: what changes with every message of the lab is left out, so that they are not drawn for it. */
export interface ChartRun {
  id: string
  /** Fixes colour and dashes. */
  number: number
  label: string
  latent: number
  alarms: readonly Alarm[]
  /** Whether its posteriors lie on the sphere, where consistent units are not defined. */
  sphere?: boolean
  /** Units of its evaluation, for runs whose epochs were not measured for them. */
  evaluated?: { epoch: number; au: number; cu: number } | null
  /** `waiting`: not started; `live`: points may come; `ended`: none will. */
  stage: 'waiting' | 'live' | 'ended'
}

/** The runs as charts see them; `before` where nothing of it changed. */
export function chartRuns(runs: readonly Run[], before?: readonly ChartRun[]): readonly ChartRun[] {
  const labels = labelsOf(runs)
  const now = runs.map((run): ChartRun => ({
    id: run.id,
    number: run.number,
    label: labels.get(run.id) ?? run.name,
    latent: run.config.settings.latent,
    alarms: run.alarms,
    sphere: 'kappa' in run.config.objective.parameters,
    evaluated: evaluatedOf(run),
    stage: run.state === 'queued' ? 'waiting' : run.state !== 'interrupted' && ENDED_STATES.includes(run.state) ? 'ended' : 'live',
  }))
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now
}

function evaluatedOf(run: Run): ChartRun['evaluated'] {
  const evaluation = verdictOf(run)
  const { au, cu_03: cu } = evaluation?.values ?? {}
  return evaluation && typeof au === 'number' && typeof cu === 'number' ? { epoch: evaluation.epoch, au, cu } : null
}

/** A run's entry in the key of a chart. */
export const keyOf = (run: ChartRun, dark: boolean): KeyEntry => ({
  label: run.label,
  colour: runColour(run.number, dark),
  dash: runDash(run.number),
})
