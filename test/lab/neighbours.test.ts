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

test('a run of another lab cannot be changed here, and closing this one leaves it alone', async () => {
  const home = await temporaryFolder()
  const other = await TestLab.open(home)
  const run = await other.start(4)
  const window = await TestLab.open(home)
  await expect(window.ask('runs.pause', { id: run.id })).rejects.toThrow(/belongs to another Plenum process/)
  await window.lab.close()
  expect((await other.run(run.id)).state).toBe('running')
})
