import { formatMetric, METRICS, type MetricId } from '../../shared/metrics'
import type { Run } from '../../shared/run'
import { say as words } from '../../texts/shared'
import { say } from '../../texts/terminal'
import { duration } from './duration'
import { pad } from './wrap'

const SHOWN: readonly MetricId[] = ['rec', 'kl', 'au']
const BAR = 12

/** A run's progress in one line: epoch, share, rec, KL, AU, time left, tokens a second. */
export function runLine(run: Run): string {
  const head = pad(`#${run.number} ${run.name}`, 22)
  const epoch = say.progress.epoch(String(run.epoch).padStart(String(run.config.settings.epochs).length), run.config.settings.epochs)
  const metrics = SHOWN.filter((id) => run.latest[id] !== undefined).map((id) => `${METRICS[id].label} ${formatMetric(id, run.latest[id])}`)
  const parts = [head, epoch, ...metrics]
  if (run.progress) {
    const { phase, share, seconds_left, throughput } = run.progress
    const full = Math.round(share * BAR)
    parts.push(`${words.phases[phase]} ${'█'.repeat(full)}${'░'.repeat(BAR - full)}`)
    if (seconds_left !== null && run.state === 'running') parts.push(say.progress.left(duration(seconds_left)))
    if (throughput && run.state === 'running') parts.push(say.progress.tokens(Math.round(throughput.tokens)))
  }
  if (run.state !== 'running') parts.push(words.states[run.state])
  return parts.join('  ')
}
