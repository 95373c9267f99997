import type { LabEvent } from '../../src/shared/contract'
import { appendSeries } from '../../src/shared/series'
import type { Run, Series, SeriesId } from '../../src/shared/run'
import { emptySeries, pointAt } from './fake-runs'

/** As the lab does at most: points of a run every 250 ms, told with its progress. */
const REPORT_MS = 250
const EPOCH_MS = 5000
const STEPS_A_REPORT = 6
const STEPS_AN_EPOCH = (EPOCH_MS / REPORT_MS) * STEPS_A_REPORT

interface Stream {
  runs: readonly Run[]
  /** The series that the lab answers with; what is streamed is appended. */
  series: Map<string, Record<SeriesId, Series>>
  emit(event: LabEvent): void
  setRun(run: Run): void
}

/** Gives each run a past of so many epochs. */
export function fillPast({ runs, series }: Pick<Stream, 'runs' | 'series'>, epochs: number): Run[] {
  return runs.map((run) => {
    const kept = series.get(run.id)
    if (!kept) return run
    const steps = epochs * STEPS_AN_EPOCH
    for (let step = STEPS_A_REPORT; step <= steps; step += STEPS_A_REPORT) pointAt(run, step, STEPS_AN_EPOCH, 'batch', kept.batch)
    for (let epoch = 1; epoch <= epochs; epoch++) pointAt(run, epoch * STEPS_AN_EPOCH, STEPS_AN_EPOCH, 'valid', kept.valid)
    return { ...run, state: 'running', epoch: epochs, step: steps, best_epoch: epochs, started_at: Date.now() }
  })
}

/** Streams points of every run at the lab's full rate, the runs out of step with each other; answers the way to stop. */
export function startStream({ runs, series, emit, setRun }: Stream): () => void {
  const timers = runs.map((run, index) => {
    let current = run
    const report = () => {
      const step = current.step + STEPS_A_REPORT
      const epoch = Math.floor(step / STEPS_AN_EPOCH)
      send(current, 'batch', step)
      if (epoch > current.epoch) send(current, 'valid', step)
      const share = step / STEPS_AN_EPOCH - epoch
      current = {
        ...current,
        step,
        epoch,
        best_epoch: epoch,
        progress: { phase: 'training', share, seconds_left: 600, throughput: { sentences: 250, tokens: 2400 } },
      }
      setRun(current)
    }
    let timer = setTimeout(() => (timer = setInterval(report, REPORT_MS)), (index * REPORT_MS) / runs.length)
    return () => {
      clearTimeout(timer)
      clearInterval(timer)
    }
  })

  function send(run: Run, id: SeriesId, step: number): void {
    const points = emptySeries()
    pointAt(run, step, STEPS_AN_EPOCH, id, points)
    const kept = series.get(run.id)
    if (kept) appendSeries(kept[id], points)
    emit({ type: 'points', id: run.id, series: id, restart_at: null, points })
  }

  return () => timers.forEach((stop) => stop())
}
