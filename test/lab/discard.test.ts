import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { discard } from '../../src/lab/discard'
import { Store } from '../../src/lab/store/store'
import { temporaryFolder, TestLab } from './lab-fixture'
import { MAY_MOUNT, NO_MOUNT, smallDisk } from './small-disk'

const DAY = 24 * 60 * 60 * 1000

/** A data folder with a finished run, closed in order. */
async function trained(): Promise<{ home: string; id: string }> {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home)
  const { id } = await lab.start(0, { epochs: 2 })
  await lab.reaches(id, 'finished')
  await lab.lab.close()
  return { home, id }
}

/** Lets a folder and what is in it seem as old. */
async function age(folder: string, milliseconds: number): Promise<void> {
  const time = new Date(Date.now() - milliseconds)
  for (const path of [...readdirSync(folder).map((name) => join(folder, name)), folder]) await utimes(path, time, time)
}

describe('a deletion', () => {
  test('that cannot be completed keeps row and folder', async () => {
    const { home, id } = await trained()
    const store = Store.open(join(home, 'plenum.db'))
    const failing = () => {
      store.runs.remove(id)
      throw new Error('killed here')
    }
    await expect(discard(store, join(home, 'runs'), id, failing)).rejects.toThrow('killed here')
    expect(store.runs.get(id)).not.toBeNull()
    expect(existsSync(join(home, 'runs', id))).toBe(true)
    expect(await discard(store, join(home, 'runs'), id, () => false)).toBe(false)
    expect(existsSync(join(home, 'runs', id))).toBe(true)
    store.close()
  })

  test.skipIf(!MAY_MOUNT)(`whose files are held by another program is done all the same; they go later (${NO_MOUNT})`, async () => {
    const runs = await temporaryFolder()
    const { folder } = smallDisk(1)
    mkdirSync(join(runs, 'a', 'held'), { recursive: true })
    execFileSync('mount', ['--bind', folder, join(runs, 'a', 'held')])
    onTestFinished(() => void execFileSync('umount', [join(runs, '.deleted-a', 'held')]))
    const store = { transaction: <T>(work: () => T) => work() }
    expect(await discard(store, runs, 'a', () => true)).toBe(true)
    expect(readdirSync(runs)).toEqual(['.deleted-a'])
  })

  test('whose row finds no room in the store leaves the folder where it was', async () => {
    const runs = await temporaryFolder()
    mkdirSync(join(runs, 'a'))
    writeFileSync(join(runs, 'a', 'last.safetensors'), 'weights')
    const full = {
      transaction(work: () => unknown): never {
        work()
        throw new Error('database or disk is full')
      },
    }
    await expect(discard(full, runs, 'a', () => true)).rejects.toThrow('full')
    expect(readdirSync(runs)).toEqual(['a'])
    expect(readdirSync(join(runs, 'a'))).toEqual(['last.safetensors'])
    await expect(discard(full, runs, 'never-began', () => true)).rejects.toThrow('full')
  })

  test('that was killed between folder and row is undone at the next opening; one killed after the row is completed', async () => {
    const { home, id } = await trained()
    renameSync(join(home, 'runs', id), join(home, 'runs', `.deleted-${id}`))
    mkdirSync(join(home, 'runs', '.deleted-other'))
    const lab = await TestLab.open(home)
    expect(readdirSync(join(home, 'runs'))).toEqual([id])
    await lab.ask('runs.continue', { id, epochs: 1 })
    expect(await lab.reaches(id, 'finished')).toMatchObject({ epoch: 3 })
  })
})

describe('what an import left that was cut off with the lab', () => {
  test('goes a day later, as another process may go on with it until then', async () => {
    const { home } = await trained()
    const [old, young] = ['.a.importing', '.b.importing'].map((name) => join(home, 'corpora', name))
    for (const folder of [old, young]) {
      mkdirSync(folder)
      writeFileSync(join(folder, 'train.text'), 'half a sen')
    }
    await age(old, 2 * DAY)
    await TestLab.open(home)
    expect([existsSync(old), existsSync(young)]).toEqual([false, true])
  })
})

test('a run that is deleted while it is evaluated says so, rather than that memory ran out', async () => {
  const { home, id } = await trained()
  const lab = await TestLab.open(home)
  const { id: job } = await lab.ask('runs.evaluate', { id, split: 'valid', text: true })
  await lab.ask('runs.delete', { id })
  const ended = await lab.job(job)
  // It may have been faster than the deletion.
  if (ended.state !== 'finished') expect(ended.message).toBe('Its run was deleted meanwhile.')
})
