import { fork } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { processIdentity } from '../../../src/lab/process-identity'
import { Store } from '../../../src/lab/store/store'
import { FAKE_WORKER, temporaryFolder, TestLab } from '../lab-fixture'

describe('a worker that dies', () => {
  test('by SIGKILL leaves its run interrupted with the likely reason, and the lab and other runs unharmed; resume withdraws what came after its checkpoint', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(1)
    const other = await lab.start(0)
    const interrupted = await lab.reaches(run.id, 'interrupted')
    expect(interrupted).toMatchObject({ epoch: 1, progress: null })
    // Where the system counts those that it ends for want of memory, it is known that this one was not.
    expect(interrupted.message).toMatch(
      /^The training process was killed (from outside \(SIGKILL\); the system itself ended nothing for want of memory|\(SIGKILL\), most likely because memory ran out\. .*)\. Resume continues after epoch 1\.$/,
    )
    await lab.reaches(other.id, 'finished')
    expect((await lab.ask('runs.series', { id: run.id, series: 'batch' })).step).toEqual([1, 2, 3, 4, 5, 6])
    lab.events.length = 0
    await lab.ask('runs.resume', { id: run.id })
    const done = await lab.reaches(run.id, 'finished')
    expect(done.message).toBeNull()
    expect(lab.events.find((event) => event.type === 'points' && event.series === 'batch')).toMatchObject({
      restart_at: 5,
      points: { step: [] },
    })
    expect((await lab.ask('runs.series', { id: run.id, series: 'batch' })).step).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect((await lab.ask('runs.series', { id: run.id, series: 'valid' })).step).toEqual([4, 8, 12])
  })

  test('with an error says its last words', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.reaches((await lab.start(2)).id, 'interrupted')
    expect(run.message).toBe(
      'The training process ended unexpectedly with exit code 3: Error: the graph is too large. Resume starts it anew.',
    )
  })

  test('after saying that it failed leaves its own sentence', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    expect(await lab.reaches((await lab.start(3)).id, 'failed')).toMatchObject({ message: 'There is no disk left.' })
  })

  test('after a loss that was no number is diverged, and is not resumed into the same end', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const { id } = await lab.start(9)
    expect(await lab.reaches(id, 'diverged')).toMatchObject({ message: 'The loss stopped being a number at step 7.' })
    await expect(lab.ask('runs.resume', { id })).rejects.toThrow(/start a new run with a smaller learning rate/)
  })

  test('is diverged also where the alarm of that cannot be stored', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const database = new DatabaseSync(join(home, 'plenum.db'))
    database.exec("CREATE TRIGGER no_room BEFORE INSERT ON alarms BEGIN SELECT RAISE(ABORT, 'no room'); END")
    database.close()
    expect(await lab.reaches((await lab.start(9)).id, 'diverged')).toMatchObject({ message: 'The loss stopped being a number at step 7.' })
  })
})

describe('what lies in the folder of a run', () => {
  test('is needed to go on: without its last checkpoint a run is not silently trained anew', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const run = await lab.start(1)
    await lab.reaches(run.id, 'interrupted')
    rmSync(join(home, 'runs', run.id, 'last.safetensors'))
    await expect(lab.ask('runs.resume', { id: run.id })).rejects.toThrow(/its last checkpoint is missing or cannot be read; duplicate it/)
    expect((await lab.ask('runs.series', { id: run.id, series: 'valid' })).step).toEqual([4])
  })

  test('is cleared of the rest of a checkpoint whose writing was killed, and of nothing else', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const run = await lab.start(1)
    await lab.reaches(run.id, 'interrupted')
    const folder = join(home, 'runs', run.id)
    for (const name of ['last.safetensors.4711.part', 'best.safetensors.1.part', 'posteriors-test.safetensors.1.part', 'notes.txt'])
      writeFileSync(join(folder, name), 'x')
    await lab.ask('runs.resume', { id: run.id })
    await lab.reaches(run.id, 'finished')
    expect(readdirSync(folder).sort()).toEqual(['last.safetensors', 'notes.txt', 'posteriors-test.safetensors.1.part'])
  })
})

describe('the end of the lab', () => {
  test('closing leaves running, paused and queued runs interrupted; a new lab resumes them', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { maxRuns: 1 })
    const paused = await lab.start(4)
    await lab.ask('runs.pause', { id: paused.id })
    await lab.reaches(paused.id, 'paused')
    const running = await lab.start(4)
    const queued = await lab.start(0)
    await lab.lab.close()
    await expect(lab.ask('runs.list', {})).rejects.toThrow(/closing/)
    const again = await TestLab.open(home)
    for (const { id } of [paused, running, queued]) expect((await again.run(id)).state).toBe('interrupted')
    await again.ask('runs.resume', { id: queued.id })
    await again.reaches(queued.id, 'finished')
  })

  test('runs of a process that died are interrupted at the next opening, those of a living one left alone', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const dead = await lab.start(0, { epochs: 1 })
    const alive = await lab.start(0, { epochs: 1 })
    await lab.reaches(dead.id, 'finished')
    await lab.reaches(alive.id, 'finished')
    await lab.lab.close()

    const neighbour = fork(FAKE_WORKER)
    const store = Store.open(join(home, 'plenum.db'))
    // Our own number with another start: the number of a dead process that was given out again.
    store.runs.update(dead.id, { state: 'running', owner: `${process.pid}:x:1` })
    store.runs.update(alive.id, { state: 'running', owner: await processIdentity(neighbour.pid) })
    store.close()

    const again = await TestLab.open(home)
    expect(await again.run(dead.id)).toMatchObject({
      state: 'interrupted',
      message: 'Plenum ended while it was training. Resume continues after epoch 1.',
    })
    expect((await again.run(alive.id)).state).toBe('running')
    await expect(again.ask('runs.delete', { id: alive.id })).rejects.toThrow(/belongs to another Plenum process/)
    neighbour.kill()
  })
})

test('epochs that a lab was too far behind to hear of before it was killed are made up for from the checkpoint', async () => {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home)
  const run = await lab.start(8, { epochs: 200 })
  await lab.until('epochs are over', async () => (await lab.run(run.id)).epoch > 3)
  await lab.lab.close()
  const store = Store.open(join(home, 'plenum.db'))
  store.points.withdraw(run.number, 5)
  expect(store.points.series(run.number, 'valid').epoch).toEqual([1])
  store.close()
  const again = await TestLab.open(home)
  const { epoch } = await again.run(run.id)
  await again.ask('runs.resume', { id: run.id })
  await again.until('it goes on', async () => (await again.run(run.id)).epoch > epoch)
  await again.ask('runs.stop', { id: run.id })
  const stopped = await again.reaches(run.id, 'stopped')
  const { values, ...valid } = await again.ask('runs.series', { id: run.id, series: 'valid' })
  expect(valid.epoch).toEqual(Array.from({ length: stopped.epoch }, (_, i) => i + 1))
  expect(values.rec).toEqual(valid.epoch.map((n) => 90 - n))
  expect((await again.ask('runs.series', { id: run.id, series: 'train' })).epoch).toEqual(valid.epoch.slice(0, epoch))
})
