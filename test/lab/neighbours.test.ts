import { expect, test } from 'vitest'
import { temporaryFolder, TestLab } from './lab-fixture'

test('what another process imports, trains, evaluates and deletes is told', async () => {
  const home = await temporaryFolder()
  const window = await TestLab.open(home)
  const other = await TestLab.open(home)
  const run = await other.start(0, { epochs: 2 })
  await other.reaches(run.id, 'finished')
  await window.until('the corpus is told', () =>
    window.events.some((event) => event.type === 'corpus' && event.corpus.id === run.config.corpus),
  )
  await window.until('the end of the run is told', () =>
    window.events.some(
      (event) => event.type === 'run' && event.run.id === run.id && event.run.state === 'finished' && event.run.evaluations.length === 1,
    ),
  )
  const told = window.events.flatMap((event) => (event.type === 'points' && event.series === 'batch' ? event.points.step : []))
  expect(told).toEqual((await other.ask('runs.series', { id: run.id, series: 'batch' })).step)
  await other.ask('runs.erase', { id: run.id })
  await other.ask('corpora.delete', { id: run.config.corpus })
  await window.until('the deletions are told', () =>
    ['run.removed', 'corpus.removed'].every((type) => window.events.some((event) => event.type === type)),
  )
})

test('of a run that another process trains is told how far it is and how long it will take, until it has ended', async () => {
  const home = await temporaryFolder()
  const other = await TestLab.open(home)
  const run = await other.start(4)
  const window = await TestLab.open(home)
  const left = await window.until('its time left is told', async () => (await window.run(run.id)).progress?.seconds_left)
  expect(left).toBeGreaterThan(0)
  await window.until('its time left is told by an event', () =>
    window.events.some((event) => event.type === 'run' && event.run.id === run.id && event.run.progress?.seconds_left === left),
  )
  await other.ask('runs.stop', { id: run.id })
  await other.reaches(run.id, 'stopped')
  expect((await window.run(run.id)).progress).toBeNull()
})

test('a run of another lab is paused, resumed and stopped by that lab when asked here, and left alone when this one closes', async () => {
  const home = await temporaryFolder()
  const other = await TestLab.open(home)
  const run = await other.start(4)
  const window = await TestLab.open(home)
  await window.ask('runs.pause', { id: run.id })
  await window.reaches(run.id, 'paused')
  await window.ask('runs.resume', { id: run.id })
  await window.reaches(run.id, 'running')
  await window.lab.close()
  expect((await other.run(run.id)).state).toBe('running')
  const again = await TestLab.open(home)
  await again.ask('runs.stop', { id: run.id })
  await again.reaches(run.id, 'stopped')
  await expect(again.ask('runs.stop', { id: run.id })).rejects.toThrow(/is stopped/)
})
