import type { HealthRuleId, HealthRules } from '../../shared/health'
import { formatMetric, METRICS, type MetricId } from '../../shared/metrics'
import type { ObjectiveChoice } from '../../shared/objective'
import type { MetricValues } from '../../shared/run'
import { say } from '../../texts/lab'

/** One finished epoch: the values of the validation split, with the mean gradient norm of its training steps. */
export interface EpochRecord {
  /** Finished epochs. */
  epoch: number
  step: number
  seconds: number
  values: MetricValues
}

/** What is judged. */
export interface Subject {
  objective: ObjectiveChoice
  /** Latent dimensions. */
  latent: number
  /** Nats below which its KL cannot fall by construction, or null. */
  floor: number | null
}

/** What a rule says where it holds, in sentences. */
export interface Finding {
  title: string
  cause: string
  remedy: string
}

/** A rule of health: one file each. `history` is never empty and its last record is the present epoch. */
export interface HealthRule {
  readonly id: HealthRuleId
  /** Whether it holds at the last epoch of `history`; null where the numbers it needs are not known. */
  holds(history: readonly EpochRecord[], subject: Subject, rules: HealthRules): boolean | null
  finding(history: readonly EpochRecord[], subject: Subject, rules: HealthRules): Finding
}

export const last = (history: readonly EpochRecord[]): EpochRecord => history[history.length - 1]

/** `MI 0.02 nats`, as every table writes it. */
export function said(id: MetricId, values: MetricValues): string {
  const { label, unit } = METRICS[id]
  return say.health.value(label, formatMetric(id, values[id]), unit === 'nats')
}

/** `AU 3 of 32` */
export const unitsSaid = (id: 'au' | 'cu_03', values: MetricValues, latent: number): string => say.health.units(said(id, values), latent)

/** A number of a sentence, to three figures. */
export const figure = (value: number): string => String(Number(value.toPrecision(3))).replace('-', '−')
