import { describe, expect, test } from 'vitest'
import { temporaryFolder, TestLab } from '../lab-fixture'

describe('the queue', () => {
  test('trains no more than its share at once, in order, and goes on by itself', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 1 })
    const corpus = await lab.corpus()
    const choice = [
      { id: 'vae', parameters: {} },
      { id: 'dg', parameters: {} },
    ]
    const runs = await lab.ask('runs.start', { corpus, objectives: choice, preset: 'tiny', settings: { epochs: 2 }, seeds: [10, 11] })
    expect(runs.map(({ config }) => [config.objective.id, config.seed])).toEqual([
      ['vae', 10],
      ['dg', 10],
      ['vae', 11],
      ['dg', 11],
    ])
    expect(runs.map(({ state }) => state)).toEqual(['running', 'queued', 'queued', 'queued'])
    for (const run of runs) await lab.reaches(run.id, 'finished')
    let most = 0
    const running = new Set<string>()
    for (const event of lab.events) {
      if (event.type !== 'run') continue
      if (event.run.state === 'running') running.add(event.run.id)
      else running.delete(event.run.id)
      most = Math.max(most, running.size)
    }
    expect(most).toBe(1)
    const began = await Promise.all(runs.map(async ({ id }) => (await lab.run(id)).started_at ?? 0))
    expect([...began].sort((a, b) => a - b)).toEqual(began)
  })

  test('a paused run leaves its place to the next', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 1 })
    const first = await lab.start(4)
    const second = await lab.start(0)
    expect((await lab.run(second.id)).state).toBe('queued')
    await lab.ask('runs.pause', { id: first.id })
    await lab.reaches(first.id, 'paused')
    await lab.reaches(second.id, 'finished')
    expect((await lab.run(first.id)).state).toBe('paused')
  })

  test('a queued run can be paused, resumed and stopped without a process', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 1 })
    const first = await lab.start(4)
    const second = await lab.start(0)
    await lab.ask('runs.pause', { id: second.id })
    expect((await lab.run(second.id)).state).toBe('paused')
    await lab.ask('runs.resume', { id: second.id })
    expect((await lab.run(second.id)).state).toBe('queued')
    await lab.ask('runs.stop', { id: second.id })
    expect(await lab.run(second.id)).toMatchObject({ state: 'stopped', message: 'Stopped before it began.' })
    await lab.ask('runs.resume', { id: second.id })
    expect((await lab.run(second.id)).state).toBe('queued')
    await lab.ask('runs.stop', { id: first.id })
    await lab.reaches(first.id, 'stopped')
    await lab.reaches(second.id, 'finished')
    await expect(lab.ask('runs.resume', { id: second.id })).rejects.toThrow(/only an interrupted, paused, stopped or failed run/)
  })
})

describe('pause, resume and stop', () => {
  test('a paused run takes no step, and goes on where it was', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(40, { epochs: 30 })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    await lab.ask('runs.pause', { id: run.id })
    const paused = await lab.reaches(run.id, 'paused')
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect((await lab.run(run.id)).step).toBe(paused.step)
    await lab.ask('runs.resume', { id: run.id })
    const done = await lab.reaches(run.id, 'finished')
    expect(done.epoch).toBe(30)
    expect((await lab.ask('runs.series', { id: run.id, series: 'batch' })).step).toHaveLength(120)
  })

  test('a stopped run keeps and evaluates its best, and can be resumed to its end', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(40, { epochs: 40 })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    await lab.ask('runs.stop', { id: run.id })
    const stopped = await lab.reaches(run.id, 'stopped')
    expect(stopped.epoch).toBe(1)
    expect(stopped.evaluations).toHaveLength(1)
    await lab.ask('runs.resume', { id: run.id })
    expect((await lab.reaches(run.id, 'finished')).epoch).toBe(40)
    expect((await lab.ask('runs.series', { id: run.id, series: 'batch' })).step).toHaveLength(160)
  })

  test('what cannot be is refused with the reason', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(0, { epochs: 1 })
    await lab.reaches(run.id, 'finished')
    await expect(lab.ask('runs.pause', { id: run.id })).rejects.toThrow(
      /Run #1 \(VAE\) is finished: only a queued or running run can be paused/,
    )
    await expect(lab.ask('runs.stop', { id: run.id })).rejects.toThrow(/is finished/)
    await expect(lab.ask('runs.resume', { id: run.id })).rejects.toThrow(/is finished/)
    await expect(lab.ask('runs.stop', { id: 'nobody' })).rejects.toThrow(/There is no run "nobody"/)
  })
})
