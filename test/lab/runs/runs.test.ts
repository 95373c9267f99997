import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder, TestLab } from '../lab-fixture'

describe('a run from start to end', () => {
  test('is queued, trains, is evaluated and finished, with its points stored', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(0)
    expect(['queued', 'running']).toContain(run.state)
    const done = await lab.reaches(run.id, 'finished')
    expect(done).toMatchObject({
      epoch: 3,
      step: 12,
      best_epoch: 3,
      message: null,
      progress: null,
      latest: { rec: 87, au: 3 },
      name: 'VAE',
    })
    expect(done.engine_note).toMatch(/^fake, \d+ threads$/)
    expect(done.evaluations).toMatchObject([{ run: run.id, split: 'test', values: { prior_ll: -40.1, kl: null, au: 3 } }])
    expect((await lab.ask('runs.series', { id: run.id, series: 'batch' })).step).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect((await lab.ask('runs.series', { id: run.id, series: 'valid' })).values.rec).toEqual([89, 88, 87])
  })

  test('what was told by events is what the store holds, points in few batches', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(6, { epochs: 2 })
    await lab.reaches(run.id, 'finished')
    const told = lab.events.filter((event) => event.type === 'points' && event.series === 'batch')
    const steps = told.flatMap((event) => (event.type === 'points' ? event.points.step : []))
    const stored = (await lab.ask('runs.series', { id: run.id, series: 'batch' })).step
    expect([...new Set(steps)].sort((a, b) => a - b)).toEqual(stored)
    expect(steps.length).toBeGreaterThan(1500)
    expect(told.length).toBeLessThan(40)
    const last = lab.events.findLast((event) => event.type === 'run')
    expect(last).toMatchObject({ run: { state: 'finished' } })
  })

  test('progress is told some times a second, however often the worker reports it', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(0, { epochs: 20 })
    const { started_at, ended_at } = await lab.reaches(run.id, 'finished')
    const told = lab.events.filter((event) => event.type === 'run' && event.run.id === run.id)
    // One for each epoch, what begins and ends a run, and four a second between them, of 80 reports.
    expect(told.length).toBeLessThan(20 + 6 + (4 * ((ended_at ?? 0) - (started_at ?? 0))) / 1000)
  })

  test('values that are not finite are stored as null', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(5, { epochs: 1 })
    await lab.reaches(run.id, 'finished')
    expect((await lab.ask('runs.series', { id: run.id, series: 'batch' })).values.loss).toEqual([null, null, null, null])
  })
})

describe('what is asked of a trained run', () => {
  test('a figure is drawn once for its parameters and best epoch', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const run = await lab.start(0, { epochs: 1 })
    await lab.reaches(run.id, 'finished')
    const [figure] = await Promise.all([lab.ask('runs.figure', { id: run.id, size: 16 }), lab.ask('runs.figure', { id: run.id, size: 16 })])
    expect(figure).toMatchObject({ run: run.id, size: 16, split: 'test' })
    await lab.ask('runs.figure', { id: run.id, size: 16 })
    const drawn = () => readFile(join(home, 'runs', run.id, 'drawn'), 'utf8')
    expect(await drawn()).toBe('1')
    await lab.ask('runs.figure', { id: run.id, size: 32 })
    expect(await drawn()).toBe('2')
  })

  test('reconstructions, samples and an evaluation of another split', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(0, { epochs: 1 })
    await lab.reaches(run.id, 'finished')
    expect(await lab.ask('runs.reconstruct', { id: run.id, offset: 5, count: 2 })).toMatchObject([
      { source: 'sentence 5' },
      { source: 'sentence 6' },
    ])
    expect(await lab.ask('runs.sample', { id: run.id, count: 2, seed: 9 })).toEqual(['seed 9', 'seed 9'])
    const job = await lab.ask('runs.evaluate', { id: run.id, split: 'valid' })
    expect(job).toMatchObject({ kind: 'evaluate', state: 'running' })
    expect(await lab.job(job.id)).toMatchObject({ state: 'finished', result: run.id })
    expect((await lab.run(run.id)).evaluations.map(({ split }) => split)).toEqual(['test', 'valid'])
  })

  test('is refused before there is a checkpoint; a crash is told', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const run = await lab.start(2)
    await lab.reaches(run.id, 'interrupted')
    await expect(lab.ask('runs.figure', { id: run.id })).rejects.toThrow(/no checkpoint yet/)
    const store = Store.open(join(home, 'plenum.db'))
    store.runs.update(run.id, { best_epoch: 1 })
    store.close()
    await expect(lab.ask('runs.sample', { id: run.id })).rejects.toThrow(
      /The process for this sampling ended unexpectedly with exit code 3: Error: the graph is too large/,
    )
  })
})
