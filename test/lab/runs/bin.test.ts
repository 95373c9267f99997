import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { BIN_DAYS } from '../../../src/shared/queue'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder, TestLab } from '../lab-fixture'

const DAY = 24 * 60 * 60 * 1000

async function finishedRun(home: string) {
  const lab = await TestLab.open(home, { maxRuns: 1 })
  const { id } = await lab.start(0, { epochs: 2 })
  await lab.reaches(id, 'finished')
  return { lab, id, folder: join(home, 'runs', id) }
}

describe('a deleted run', () => {
  test('leaves the list and rests in the bin with its files, points and evaluations; restored it is as before', async () => {
    const { lab, id, folder } = await finishedRun(await temporaryFolder())
    const before = await lab.run(id)
    const points = await lab.ask('runs.series', { id, series: 'batch' })
    await lab.ask('runs.delete', { id })
    expect(lab.events.at(-1)).toEqual({ type: 'run.removed', id })
    expect(await lab.ask('runs.list', {})).toEqual([])
    const [binned] = await lab.ask('runs.bin', {})
    expect(binned).toEqual({ ...before, deleted_at: binned.deleted_at })
    expect(Math.abs(Date.now() - (binned.deleted_at ?? 0))).toBeLessThan(60_000)
    expect(existsSync(join(folder, 'last.safetensors'))).toBe(true)

    expect(await lab.ask('runs.restore', { id })).toEqual(before)
    expect(lab.events.at(-1)).toEqual({ type: 'run', run: before })
    expect(await lab.ask('runs.list', {})).toEqual([before])
    expect(await lab.ask('runs.series', { id, series: 'batch' })).toEqual(points)
    expect(await lab.ask('runs.bin', {})).toEqual([])
  })

  test('is only restored or erased; everything else is refused until then', async () => {
    const { lab, id } = await finishedRun(await temporaryFolder())
    await lab.ask('runs.delete', { id })
    const refused = /Run #1 \(VAE\) is in the bin/
    await expect(lab.ask('runs.series', { id, series: 'valid' })).rejects.toThrow(refused)
    await expect(lab.ask('runs.continue', { id, epochs: 1 })).rejects.toThrow(refused)
    await expect(lab.ask('runs.evaluate', { id, split: 'valid' })).rejects.toThrow(refused)
    await expect(lab.ask('runs.tag', { id, tags: [] })).rejects.toThrow(refused)
    await expect(lab.ask('runs.delete', { id })).rejects.toThrow(/in the bin already/)
    await lab.ask('runs.restore', { id })
    await expect(lab.ask('runs.restore', { id })).rejects.toThrow(/is not in the bin/)
  })

  test('that waited is taken off the queue first; one in training is refused', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 1 })
    const training = await lab.start(4)
    const waiting = await lab.start(0)
    await expect(lab.ask('runs.delete', { id: training.id })).rejects.toThrow(/stop it before deleting it/)
    await expect(lab.ask('runs.erase', { id: training.id })).rejects.toThrow(/stop it before deleting it/)
    await lab.ask('runs.delete', { id: waiting.id })
    expect((await lab.ask('queue.get', {})).waiting).toEqual([])
    expect(await lab.ask('runs.restore', { id: waiting.id })).toMatchObject({ state: 'stopped', message: 'Stopped before it began.' })
  })

  test('is erased with its files, from the bin or outside of it; its number is not given again', async () => {
    const { lab, id, folder } = await finishedRun(await temporaryFolder())
    await lab.ask('runs.delete', { id })
    await lab.ask('runs.erase', { id })
    expect(existsSync(folder)).toBe(false)
    expect(await lab.ask('runs.bin', {})).toEqual([])
    await expect(lab.ask('runs.restore', { id })).rejects.toThrow(/There is no run/)
    const next = await lab.start(0, { epochs: 1 })
    expect(next.number).toBe(2)
    await lab.reaches(next.id, 'finished')
    await lab.ask('runs.erase', { id: next.id })
    expect(await lab.ask('runs.list', {})).toEqual([])
  })

  test(`goes for good ${BIN_DAYS} days later, when the lab starts, and not a day before`, async () => {
    const home = await temporaryFolder()
    const { lab, id, folder } = await finishedRun(home)
    await lab.ask('runs.delete', { id })
    await lab.lab.close()
    const age = (days: number) => {
      const store = Store.open(join(home, 'plenum.db'))
      store.runs.restore(id)
      expect(store.runs.discard(id, Date.now() - days * DAY)).toBe(true)
      store.close()
    }
    age(BIN_DAYS - 1)
    const sooner = await TestLab.open(home)
    expect(await sooner.ask('runs.bin', {})).toHaveLength(1)
    await sooner.lab.close()
    age(BIN_DAYS + 1)
    const later = await TestLab.open(home)
    expect(await later.ask('runs.bin', {})).toEqual([])
    expect(existsSync(folder)).toBe(false)
  })

  test('stays where the clock is years ahead for a while, as with a battery that is empty', async () => {
    const home = await temporaryFolder()
    const { lab, id } = await finishedRun(home)
    await lab.ask('runs.delete', { id })
    await lab.lab.close()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1000 * DAY })
    onTestFinished(() => void vi.useRealTimers())
    for (let i = 0; i < 2; i++) {
      const ahead = await TestLab.open(home)
      expect(await ahead.ask('runs.bin', {})).toHaveLength(1)
      await ahead.lab.close()
    }
    vi.setSystemTime(Date.now() + 2 * DAY)
    const later = await TestLab.open(home)
    expect(await later.ask('runs.bin', {})).toEqual([])
  })

  test('is told to the other windows as removed, and as there again', async () => {
    const home = await temporaryFolder()
    const { lab, id } = await finishedRun(home)
    const window = await TestLab.open(home)
    await lab.ask('runs.delete', { id })
    await window.until('it is removed', () => window.events.some((event) => event.type === 'run.removed' && event.id === id))
    await lab.ask('runs.restore', { id })
    await window.until('it is back', () => window.events.at(-1)?.type === 'run')
  })

  test('has its days also where the clock was wrong as it was deleted', async () => {
    const home = await temporaryFolder()
    const { lab, id } = await finishedRun(home)
    vi.useFakeTimers({ toFake: ['Date'], now: 0 })
    onTestFinished(() => void vi.useRealTimers())
    await lab.ask('runs.delete', { id })
    vi.useRealTimers()
    await lab.lab.close()
    expect(await (await TestLab.open(home)).ask('runs.bin', {})).toMatchObject([{ id }])
  })
})
