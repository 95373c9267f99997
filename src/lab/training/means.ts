import type { MetricId } from '../../shared/metrics'
import type { MetricValues } from '../../shared/run'

/** Weighted running means of metric values. */
export class Means {
  private readonly sums = new Map<MetricId, number>()
  private weight = 0

  add(values: MetricValues, weight: number): void {
    for (const [id, value] of Object.entries(values) as [MetricId, number][]) this.sums.set(id, (this.sums.get(id) ?? 0) + value * weight)
    this.weight += weight
  }

  /** The means so far; begins anew. */
  take(): MetricValues {
    const means = Object.fromEntries([...this.sums].map(([id, sum]) => [id, sum / this.weight]))
    this.sums.clear()
    this.weight = 0
    return means
  }
}
