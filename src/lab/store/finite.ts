import type { MetricValues } from '../../shared/run'

/** A value the store and the contract can carry: NaN and the infinities become null (undefined). */
export const finite = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value) ? value : null

/** The same for a record of metric values. */
export function finiteValues(values: MetricValues): MetricValues {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, finite(value)])) as MetricValues
}
