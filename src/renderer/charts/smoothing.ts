import type { MetricId } from '../../shared/metrics'
import type { Series } from '../../shared/run'

/**
 * Exponential moving average with the bias of its start removed, as TensorBoard draws it. `weight` in [0, 1): 0 returns the
 * values themselves. Points without a finite value stay null and do not enter the average.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  const average = new Average(weight)
  average.take(values)
  return average.values
}

/** A moving average that goes on where it stopped, so that a growing curve costs only its new points. */
class Average {
  readonly values: (number | null)[] = []
  private sum = 0
  private scale = 0

  constructor(readonly weight: number) {}

  /** Averages what was added to `source` since the last call. */
  take(source: readonly (number | null)[]): void {
    for (let i = this.values.length; i < source.length; i++) {
      const value = source[i]
      if (value === null || !Number.isFinite(value)) {
        this.values.push(null)
        continue
      }
      this.sum = this.weight * this.sum + (1 - this.weight) * value
      this.scale = this.weight * this.scale + (1 - this.weight)
      this.values.push(this.sum / this.scale)
    }
  }
}

const kept = new WeakMap<Series, Map<MetricId, Average>>()

/** The smoothed column of a growing series. After points were withdrawn from it, `forgetSmoothed` must be called. */
export function smoothedOf(series: Series, metric: MetricId, weight: number): readonly (number | null)[] {
  const averages = kept.get(series) ?? new Map<MetricId, Average>()
  kept.set(series, averages)
  let average = averages.get(metric)
  if (!average || average.weight !== weight) {
    average = new Average(weight)
    averages.set(metric, average)
  }
  average.take(series.values[metric] ?? [])
  return average.values
}

/** Forgets the averages of a series that was cut. */
export const forgetSmoothed = (series: Series): void => void kept.delete(series)
