import { formatMetric, METRICS, type MetricId } from '../../shared/metrics'
import type { Run } from '../../shared/run'
import { say as words } from '../../texts/shared'
import { say } from '../../texts/terminal'
import { duration } from './duration'
import { pad } from './wrap'

const SHOWN: readonly MetricId[] = ['rec', 'kl', 'au']
const BAR = 12

/** A run's progress in one line, of which a narrow terminal shows the beginning: epoch, time left or state, rec, KL, AU, share, speed. */
export function runLine(run: Run): string {
  const { epochs } = run.config.settings
  const parts = [pad(`#${run.number} ${run.name}`, 22), say.progress.epoch(String(run.epoch).padStart(String(epochs).length), epochs)]
  const running = run.state === 'running'
  if (!running) parts.push(words.states[run.state])
  else if (typeof run.progress?.seconds_left === 'number') parts.push(say.progress.left(duration(run.progress.seconds_left)))
  for (const id of SHOWN) if (run.latest[id] !== undefined) parts.push(`${METRICS[id].label} ${formatMetric(id, run.latest[id])}`)
  if (run.progress) {
    const { phase, share, throughput } = run.progress
    const full = Math.round(share * BAR)
    parts.push(`${words.phases[phase]} ${'█'.repeat(full)}${'░'.repeat(BAR - full)}`)
    if (throughput && running) parts.push(say.progress.tokens(Math.round(throughput.tokens)))
  }
  return parts.join('  ')
}
