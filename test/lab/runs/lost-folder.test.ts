import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder, TestLab } from '../lab-fixture'

const GONE = /^The data folder .* was moved, deleted or taken off the system: put it back where it was/

describe.skipIf(process.platform === 'win32')('a data folder that disappears (Windows keeps open folders in place)', () => {
  test('pauses what trains; nothing is written where it was, and once it is back all goes on', async () => {
    const folder = await temporaryFolder()
    const home = join(folder, 'home')
    mkdirSync(home)
    const lab = await TestLab.open(home, { maxRuns: 1, disk: { reserve: 0, interval: 20 } })
    const run = await lab.start(8, { epochs: 12 })
    const next = await lab.start(0, { epochs: 1 })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    renameSync(home, join(folder, 'elsewhere'))
    expect(await lab.until('the queue is held', async () => (await lab.ask('queue.get', {})).held)).toMatch(GONE)
    expect((await lab.reaches(run.id, 'paused')).message).toMatch(GONE)
    expect((await lab.run(next.id)).state).toBe('queued')
    await expect(lab.ask('corpora.import', { source: { paths: ['/x'] }, name: 'Astray' })).rejects.toThrow(GONE)
    await expect(lab.ask('runs.evaluate', { id: run.id, split: 'valid' })).rejects.toThrow(GONE)
    expect(existsSync(home)).toBe(false)

    renameSync(join(folder, 'elsewhere'), home)
    expect(await lab.reaches(run.id, 'finished')).toMatchObject({ epoch: 12, message: null })
    await lab.reaches(next.id, 'finished')
    expect((await lab.ask('runs.series', { id: run.id, series: 'valid' })).step).toHaveLength(12)
  })

  test('is noticed while nothing trains, and another folder in its place is not taken for it', async () => {
    const folder = await temporaryFolder()
    const home = join(folder, 'home')
    mkdirSync(home)
    const lab = await TestLab.open(home, { disk: { reserve: 0, interval: 20 } })
    await lab.corpus()
    renameSync(home, join(folder, 'elsewhere'))
    const other = await TestLab.open(home)
    await lab.until('the queue is held', async () => GONE.test((await lab.ask('queue.get', {})).held ?? ''))
    await expect(lab.ask('corpora.import', { source: { paths: ['/x'] }, name: 'Astray' })).rejects.toThrow(GONE)
    expect(await other.ask('corpora.list', {})).toEqual([])
    expect(readdirSync(join(home, 'corpora'))).toEqual([])
  })

  test('but for the folder of one run: that run is interrupted, for its checkpoints are lost; the others go on', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { maxRuns: 2, disk: { reserve: 0, interval: 1e9 } })
    const run = await lab.start(8, { epochs: 40 })
    const other = await lab.start(8, { epochs: 6 })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    rmSync(join(home, 'runs', run.id), { recursive: true })
    expect((await lab.reaches(run.id, 'interrupted')).message).toMatch(
      /^The folder with its checkpoints was deleted or moved while it was training\./,
    )
    await expect(lab.ask('runs.resume', { id: run.id })).rejects.toThrow(/its last checkpoint is missing or cannot be read; duplicate it/)
    await lab.reaches(other.id, 'finished')
    expect((await lab.ask('queue.get', {})).held).toBeNull()
  })
})
