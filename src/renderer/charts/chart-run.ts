import type { Alarm } from '../../shared/health'
import { ENDED_STATES, type Run } from '../../shared/run'
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
    stage: run.state === 'queued' ? 'waiting' : run.state !== 'interrupted' && ENDED_STATES.includes(run.state) ? 'ended' : 'live',
  }))
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now
}

/** A run's entry in the key of a chart. */
export const keyOf = (run: ChartRun, dark: boolean): KeyEntry => ({
  label: run.label,
  colour: runColour(run.number, dark),
  dash: runDash(run.number),
})
