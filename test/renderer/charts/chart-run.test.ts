import { describe, expect, it } from 'vitest'
import { chartRuns } from '../../../src/renderer/charts/chart-run'
import { PRESETS } from '../../../src/shared/settings'
import { choose, makeEvaluation, makeRun, valuesAtEnd } from '../fake-runs'

const run = makeRun(1, choose('vae'), 'c', 'c', PRESETS.tiny.settings)

describe('runs as charts see them', () => {
  it('are the same while nothing of theirs changes that is drawn', () => {
    const before = chartRuns([run])
    expect(chartRuns([{ ...run, step: 7, progress: { phase: 'training', share: 0.5, seconds_left: 3, throughput: null } }], before)).toBe(
      before,
    )
    expect(chartRuns([{ ...run, state: 'finished' }], before)).not.toBe(before)
  })

  it('are waiting, live or ended; an interrupted one may still go on', () => {
    const stages = (['queued', 'running', 'paused', 'interrupted', 'finished', 'failed'] as const).map(
      (state) => chartRuns([{ ...run, state }])[0].stage,
    )
    expect(stages).toEqual(['waiting', 'live', 'live', 'live', 'ended', 'ended'])
  })

  it('carry the units of their evaluation, and whether consistent units are defined for them', () => {
    const [evaluated] = chartRuns([
      { ...run, evaluations: [makeEvaluation({ ...run, epoch: 9 }, { ...valuesAtEnd(run), au: 3, cu_03: 5 })] },
    ])
    expect(evaluated.evaluated).toEqual({ epoch: 9, au: 3, cu: 5 })
    expect(chartRuns([run])[0].evaluated).toBeNull()
    expect(chartRuns([makeRun(2, choose('vmf', { kappa: 13 }), 'c', 'c', PRESETS.tiny.settings)])[0].sphere).toBe(true)
  })
})
