import { formatMetric, METRICS, type MetricId } from '../shared/metrics'
import type { Run } from '../shared/run'
import { duration } from './duration'

const SHOWN: readonly MetricId[] = ['rec', 'kl', 'au']
const BAR = 12

/** A run's progress in one line: epoch, share, rec, KL, AU, time left, tokens a second. */
export function runLine(run: Run): string {
  const head = `#${run.number} ${run.name}`.padEnd(22)
  const epoch = `epoch ${String(run.epoch).padStart(String(run.config.settings.epochs).length)}/${run.config.settings.epochs}`
  const metrics = SHOWN.filter((id) => run.latest[id] !== undefined).map((id) => `${METRICS[id].label} ${formatMetric(id, run.latest[id])}`)
  const parts = [head, epoch, ...metrics]
  if (run.progress) {
    const { phase, share, seconds_left, throughput } = run.progress
    const full = Math.round(share * BAR)
    parts.push(`${phase} ${'█'.repeat(full)}${'░'.repeat(BAR - full)}`)
    if (seconds_left !== null && run.state === 'running') parts.push(`${duration(seconds_left)} left`)
    if (throughput && run.state === 'running') parts.push(`${Math.round(throughput.tokens).toLocaleString('en')} tokens/s`)
  }
  if (run.state !== 'running') parts.push(run.state)
  return parts.join('  ')
}
