import type { Run } from '../shared/run'

/** Share of a run's training that is done, 0…1, counting the present epoch's part. */
export function progressOf(run: Run): number {
  if (run.state === 'finished') return 1
  const within = run.progress?.phase === 'training' ? run.progress.share : 0
  return Math.min(1, (run.epoch + within) / run.config.settings.epochs)
}
