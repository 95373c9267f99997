import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { Store } from '../../../src/lab/store/store'
import { checkpointState } from '../../../src/lab/training/checkpoint-state'
import { temporaryFolder, TestLab } from '../lab-fixture'
import { fill, MAY_MOUNT, NO_MOUNT, smallDisk } from '../small-disk'

const MIB = 2 ** 20
/** Looks at the disk only when asked to. */
const NEVER = 1e9
const ROOMY = { reserve: 0, interval: NEVER }
/** Widths so small that a run needs next to nothing. */
const SMALL = { embedding: 4, hidden: 4, latent: 2 }

const intact = (home: string) => {
  const database = new DatabaseSync(join(home, 'plenum.db'), { readOnly: true })
  const answer = database.prepare('PRAGMA integrity_check').get()
  database.close()
  return answer?.integrity_check
}

describe.skipIf(!MAY_MOUNT)(`a disk that is full (${NO_MOUNT})`, () => {
  test('pauses the run whose checkpoint it cannot take and holds the queue; freed, all goes on with nothing lost', async () => {
    const { folder } = smallDisk(8)
    const lab = await TestLab.open(folder, { maxRuns: 1, disk: ROOMY })
    // So many that they are not over before the disk is full, however busy the machine is.
    const epochs = 60
    const run = await lab.start(7, { epochs, ...SMALL })
    const next = await lab.start(0, { epochs: 2, ...SMALL })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    const free = fill(folder)
    const held = await lab.until('the queue is held', async () => (await lab.ask('queue.get', {})).held)
    expect(held).toBe(
      `The disk of the data folder ${folder} is full: free some space there. Until then the queue waits, and what was training is paused.`,
    )
    expect(lab.events).toContainEqual({ type: 'queue', queue: { held, memory: null, waiting: [next.id] } })
    await lab.until('the window is told of the pause', () =>
      lab.events.some(
        (event) => event.type === 'run' && event.run.id === run.id && event.run.state === 'paused' && event.run.message === held,
      ),
    )
    const kept = checkpointState(join(folder, 'runs', run.id), 'last')
    expect(kept?.epoch).toBeGreaterThan(0)
    expect(readdirSync(join(folder, 'runs', run.id)).filter((name) => name.endsWith('.part'))).toEqual([])

    // What the failed write took is free again.
    fill(folder)

    // Trying again while it is full changes nothing; neither does asking the run itself.
    expect((await lab.ask('queue.release', {})).held).toBe(held)
    await expect(lab.ask('runs.resume', { id: run.id })).rejects.toThrow(held)
    expect((await lab.run(next.id)).state).toBe('queued')

    free()
    expect(await lab.ask('queue.release', {})).toEqual({ held: null, memory: null, waiting: [next.id] })
    const done = await lab.reaches(run.id, 'finished')
    expect(done).toMatchObject({ epoch: epochs, message: null })
    expect((await lab.ask('runs.series', { id: run.id, series: 'batch' })).step).toEqual(
      Array.from({ length: 4 * epochs }, (_, i) => i + 1),
    )
    expect((await lab.ask('runs.series', { id: run.id, series: 'valid' })).step).toEqual(
      Array.from({ length: epochs }, (_, i) => 4 * (i + 1)),
    )
    expect(done.evaluations).toHaveLength(1)
    await lab.reaches(next.id, 'finished')
    await lab.lab.close()
    expect(intact(folder)).toBe('ok')
  })

  test('at the end of the lab leaves the run interrupted, and a lab with room resumes it', async () => {
    const { folder } = smallDisk(8)
    const lab = await TestLab.open(folder, { disk: ROOMY })
    // So many that they are not over before the disk is full, however busy the machine is.
    const epochs = 60
    const run = await lab.start(7, { epochs, ...SMALL })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    const free = fill(folder)
    await lab.until('the queue is held', async () => (await lab.ask('queue.get', {})).held)
    await lab.lab.close()
    expect(intact(folder)).toBe('ok')
    free()
    // Its end found the last room in the store, or none: then the process that owned it is gone.
    const store = Store.open(join(folder, 'plenum.db'))
    const left = store.runs.get(run.id)?.state
    expect(['running', 'paused', 'interrupted']).toContain(left)
    if (left !== 'interrupted') store.runs.update(run.id, { owner: `${process.pid}:x:1` })
    store.close()
    const again = await TestLab.open(folder, { disk: ROOMY })
    expect(await again.run(run.id)).toMatchObject({ state: 'interrupted' })
    await again.ask('runs.resume', { id: run.id })
    expect(await again.reaches(run.id, 'finished')).toMatchObject({ epoch: epochs })
    // Also of the epoch whose checkpoint still found room, but not its figures.
    expect(await again.ask('runs.series', { id: run.id, series: 'valid' })).toMatchObject({
      step: Array.from({ length: epochs }, (_, i) => 4 * (i + 1)),
      values: { rec: Array.from({ length: epochs }, (_, i) => 89 - i) },
    })
  })

  test('is seen coming: with too little free nothing starts, and what trains is paused before it fails; it goes on by itself', async () => {
    const { folder } = smallDisk(8)
    const lab = await TestLab.open(folder, { disk: { reserve: 4 * MIB, interval: 20 } })
    const run = await lab.start(0, { epochs: 60, ...SMALL })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    const ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(5 * MIB))
    const held = await lab.until('the queue is held', async () => (await lab.ask('queue.get', {})).held)
    expect(held).toMatch(
      new RegExp(
        `^Only \\d MiB are free on the disk of the data folder ${folder}, and the runs need \\d MiB to keep their checkpoints: free some space there\\. Until then`,
      ),
    )
    const paused = await lab.reaches(run.id, 'paused')
    expect(paused.message).toMatch(/^Only \d MiB are free/)
    const second = await lab.start(0, { epochs: 1, ...SMALL })
    expect(second).toMatchObject({ state: 'queued', position: 1 })
    rmSync(ballast)
    await lab.reaches(run.id, 'finished')
    await lab.reaches(second.id, 'finished')
    expect((await lab.ask('queue.get', {})).held).toBeNull()
  })

  test('a run that the user paused stays paused when the disk is free again', async () => {
    const { folder } = smallDisk(8)
    const lab = await TestLab.open(folder, { disk: { reserve: 4 * MIB, interval: 20 } })
    const own = await lab.start(4, SMALL)
    await lab.ask('runs.pause', { id: own.id })
    await lab.reaches(own.id, 'paused')
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(5 * MIB))
    await lab.until('the queue is held', async () => (await lab.ask('queue.get', {})).held)
    rmSync(join(folder, 'ballast'))
    await lab.until('the queue is free', async () => (await lab.ask('queue.get', {})).held === null)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(await lab.run(own.id)).toMatchObject({ state: 'paused', message: null })
  })
})

describe.skipIf(!MAY_MOUNT)(`a data folder that turns read-only (${NO_MOUNT})`, () => {
  test('holds the queue with its sentence; the run goes on from where it was', async () => {
    const { folder: disk, remount } = smallDisk(8)
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { disk: ROOMY })
    await lab.corpus()
    // The runs' files lie on a disk of their own, so that the store's open files do not keep it from being remounted.
    rmSync(join(home, 'runs'), { recursive: true })
    mkdirSync(join(disk, 'runs'))
    symlinkSync(join(disk, 'runs'), join(home, 'runs'))
    const run = await lab.start(0, { epochs: 12, ...SMALL })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    remount('ro')
    const held = await lab.until('the queue is held', async () => (await lab.ask('queue.get', {})).held)
    expect(held).toMatch(/^The data folder .* is read-only: make its disk writable again\. Until then the queue waits/)
    await lab.reaches(run.id, 'paused')
    expect((await lab.ask('queue.release', {})).held).toBe(held)
    remount('rw')
    expect((await lab.ask('queue.release', {})).held).toBeNull()
    expect(await lab.reaches(run.id, 'finished')).toMatchObject({ epoch: 12, message: null })
  })

  test('is refused at the opening with a sentence, and left as it was', async () => {
    const { folder, remount } = smallDisk(8)
    const home = join(folder, 'home')
    const lab = await TestLab.open(home)
    await lab.corpus()
    await lab.lab.close()
    remount('ro')
    await expect(TestLab.open(home)).rejects.toThrow(/cannot be written|cannot be used/)
    remount('rw')
    const again = await TestLab.open(home)
    expect(await again.ask('corpora.list', {})).toHaveLength(1)
  })
})
