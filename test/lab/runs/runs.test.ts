import { fork } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { processIdentity } from '../../../src/lab/runs/process-identity'
import { Store } from '../../../src/lab/store/store'
import { FAKE_WORKER, temporaryFolder, TestLab } from '../lab-fixture'

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
    await expect(lab.ask('runs.resume', { id: second.id })).rejects.toThrow(/no checkpoint to resume from/)
    await lab.ask('runs.stop', { id: first.id })
    await lab.reaches(first.id, 'stopped')
  })
})

describe('pause, resume and stop', () => {
  test('a paused run takes no step, and goes on where it was', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(0, { epochs: 30 })
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
    const run = await lab.start(0, { epochs: 40 })
    await lab.until('an epoch is over', async () => (await lab.run(run.id)).epoch > 0)
    await lab.ask('runs.stop', { id: run.id })
    const stopped = await lab.reaches(run.id, 'stopped')
    expect(stopped.epoch).toBeLessThan(40)
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
