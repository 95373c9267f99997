import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder, TestLab } from '../lab-fixture'

interface Told {
  run: { state: string; tags: string[]; epoch: number }
  threads: number
}
/** The record as it is kept; none while there is none that can be read. */
function recordOf(home: string, id: string): Told | null {
  try {
    return JSON.parse(readFileSync(join(home, 'runs', id, 'run.json'), 'utf8')) as Told
  } catch {
    return null
  }
}
/** A process number that no process has. */
const NOBODY = 4194304

test('the record of a run follows what becomes of it, and holds nothing that changes by the second', async () => {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home, { records: { delay: 5 } })
  const { id } = await lab.start(0, { epochs: 2 })
  await lab.reaches(id, 'finished')
  await lab.until('it is kept as finished', () => recordOf(home, id)?.run.state === 'finished')
  expect(recordOf(home, id)?.run).not.toHaveProperty('progress')
  await lab.ask('runs.tag', { id, tags: ['kept'] })
  await lab.until('its tag is kept', () => recordOf(home, id)?.run.tags[0] === 'kept')
  const curves = JSON.parse(readFileSync(join(home, 'runs', id, 'curves.json'), 'utf8')) as { series: unknown }
  expect(curves.series).toMatchObject({ batch: await lab.ask('runs.series', { id, series: 'batch' }) })
  await lab.ask('runs.erase', { id })
  expect(readdirSync(join(home, 'runs'))).toEqual([])
})

test('what changed last is kept as the lab closes, also of a run that never began', async () => {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home, { maxRuns: 1 })
  const first = await lab.start(4)
  const second = await lab.start(0)
  await lab.lab.close()
  expect(recordOf(home, first.id)?.run.state).toBe('interrupted')
  expect(recordOf(home, second.id)?.run).toMatchObject({ state: 'interrupted', epoch: 0 })
})

test('records that are missing, old or damaged are made up for after an opening, and what killed processes left is removed', async () => {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home)
  const runs = [await lab.start(0, { epochs: 1 }), await lab.start(0, { epochs: 1 })]
  for (const { id } of runs) await lab.reaches(id, 'finished')
  await lab.lab.close()
  const folders = runs.map(({ id }) => join(home, 'runs', id))
  rmSync(join(folders[0], 'run.json'))
  rmSync(join(folders[0], 'curves.json'))
  writeFileSync(join(folders[1], 'run.json'), '{')
  const left = `last.safetensors.${NOBODY}.part`
  const living = `posteriors-test.safetensors.${process.pid}.part`
  for (const name of [left, living]) writeFileSync(join(folders[1], name), 'half')
  const again = await TestLab.open(home, { records: { rest: 5 } })
  await again.until('all is made up for', () => existsSync(join(folders[0], 'curves.json')) && !existsSync(join(folders[1], left)))
  await again.until('both records are whole', () => runs.every(({ id }) => recordOf(home, id)?.run.epoch === 1))
  expect(existsSync(join(folders[1], living))).toBe(true)
})
