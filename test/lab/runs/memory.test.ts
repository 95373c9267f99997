import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { memoryKills, readMemory } from '../../../src/lab/memory/machine'
import { ChildProgram } from '../../../src/lab/runs/child-program'
import { endSentence } from '../../../src/lab/runs/end-sentence'
import { MemoryWatch } from '../../../src/lab/runs/memory-watch'
import { temporaryFolder, TestLab } from '../lab-fixture'
import { limitMemory, MAY_LIMIT, NO_LIMIT, smallMachine } from '../small-memory'

/** Two runs of `tiny` want about 440 MiB each, of which the fake worker says to take 95. */
async function labOn(total: number, available: number) {
  const machine = smallMachine(total, available)
  const lab = await TestLab.open(await temporaryFolder(), { memory: { read: () => readMemory(machine.root), interval: 10 } })
  const memory = async () => (await lab.ask('queue.get', {})).memory
  return { lab, memory, leave: machine.leave }
}

describe('memory', () => {
  test('that does not reach for a second run keeps it waiting though a place is free, until the first has ended', async () => {
    const { lab, memory } = await labOn(1024, 700)
    const first = await lab.start(4)
    const second = await lab.start(0)
    await lab.reaches(first.id, 'running')
    expect((await lab.run(second.id)).state).toBe('queued')
    const said = await lab.until('memory is said to be short', memory)
    expect(said.waits).toBe(true)
    expect(said.sentence).toMatch(
      /^Run #2 \(VAE\) waits for memory: it needs about 4\d\d MiB, and of the 1,024 MiB of this machine \d+ MiB are left beside what trains\. It starts when/,
    )
    await lab.ask('runs.stop', { id: first.id })
    await lab.reaches(second.id, 'finished')
    expect(await memory()).toBeNull()
  })

  test('does not hold the run that was told to start all the same, not even when that was before its turn; others wait on', async () => {
    const { lab, memory } = await labOn(1024, 700)
    const first = await lab.start(4)
    const second = await lab.start(4)
    const third = await lab.start(0)
    await lab.reaches(first.id, 'running')
    await expect(lab.ask('runs.overrule', { id: first.id })).rejects.toThrow(/is running: only a queued run can wait for memory/)
    await lab.ask('runs.overrule', { id: second.id })
    await lab.reaches(second.id, 'running')
    expect((await lab.run(third.id)).state).toBe('queued')
    await lab.ask('runs.overrule', { id: third.id })
    await lab.ask('runs.stop', { id: first.id })
    await lab.reaches(third.id, 'finished')
    expect(await memory()).toBeNull()
    await lab.ask('runs.stop', { id: second.id })
    await lab.reaches(second.id, 'stopped')
  })

  test('that comes back lets it start', async () => {
    const { lab, memory, leave } = await labOn(4096, 700)
    const first = await lab.start(4)
    const second = await lab.start(0)
    await lab.until('it waits', async () => (await memory())?.waits)
    leave(2048)
    await lab.reaches(second.id, 'finished')
    await lab.ask('runs.stop', { id: first.id })
    await lab.reaches(first.id, 'stopped')
  })

  test('too small even for one run alone is said with what helps, and can be overruled', async () => {
    const { lab, memory } = await labOn(512, 300)
    const run = await lab.start(0)
    const said = await lab.until('it waits', memory)
    expect(said.sentence).toContain('are left. Close other programs, or train it with a smaller batch, hidden width or vocabulary.')
    expect(lab.events.findLast((event) => event.type === 'queue')?.queue.memory).toEqual(said)
    await lab.ask('queue.release', {})
    await lab.reaches(run.id, 'finished')
    expect(await memory()).toBeNull()
  })

  test('that runs low while runs train is said, naming the largest, and taken back when there is enough', async () => {
    const { lab, memory, leave } = await labOn(2048, 1500)
    const run = await lab.start(4)
    await lab.until('it tells what it takes', async () => (await lab.run(run.id)).progress?.phase === 'training')
    expect(await memory()).toBeNull()
    leave(40)
    expect(await lab.until('it is said', memory)).toEqual({
      waits: false,
      sentence:
        'Only 40 MiB of the 2,048 MiB of this machine are left, and Run #1 (VAE) takes 95 MiB: stop a run or close other programs before the system ends one for want of memory.',
    })
    leave(1500)
    await lab.until('it is taken back', async () => (await memory()) === null)
    await lab.ask('runs.stop', { id: run.id })
    await lab.reaches(run.id, 'stopped')
  })

  test('is looked at on while the store cannot be read, which ends nothing', async () => {
    const faults: unknown[] = []
    let looks = 0
    const heard = Promise.withResolvers<void>()
    const watch = new MemoryWatch({
      read: () => ({ available: 2 ** 30, total: 2 ** 31, limited: false }),
      interval: 1,
      training: () => {
        if (++looks === 2) heard.resolve()
        throw new Error('disk I/O error')
      },
      onRoom: () => {},
      onChange: () => {},
      onFault: (error) => faults.push(error),
    })
    await heard.promise
    watch.close()
    expect(faults[0]).toEqual(new Error('disk I/O error'))
  })

  test('the members of a race are in it all at once, so they start together or not at all', async () => {
    const { lab, memory } = await labOn(2048, 700)
    const corpus = await lab.corpus()
    const objectives = ['vae', 'dg'].map((id) => ({ id, parameters: {} }))
    const runs = await lab.ask('runs.start', { corpus, objectives, preset: 'tiny', settings: { epochs: 1 }, seeds: [0], race: true })
    expect((await lab.until('the race waits', memory)).sentence).toMatch(/needs about [89]\d\d MiB/)
    for (const { id } of runs) expect((await lab.run(id)).state).toBe('queued')
    await lab.ask('queue.release', {})
    for (const { id } of runs) await lab.reaches(id, 'finished')
  })
})

describe('a process that has no memory left', () => {
  const GREEDY = `const kept = []; process.on('message', () => { for (;;) kept.push(KIND) }); process.send('ready')`
  async function greedy(kind: string, flags: string[] = []) {
    const path = join(await temporaryFolder(), 'greedy.mjs')
    writeFileSync(path, GREEDY.replace('KIND', kind))
    const ready = Promise.withResolvers<void>()
    const child = new ChildProgram<string, string>(path, () => ready.resolve(), flags)
    await ready.promise
    return child
  }

  test("of its heap's limit says so, with what needs less", async () => {
    const child = await greedy('new Array(1000).fill({})', ['--max-old-space-size=20'])
    child.send('go')
    expect(endSentence('The training process', await child.ended)).toBe(
      'The training process ran out of memory. Fewer runs at once, a smaller batch, hidden width or vocabulary, or shorter sentences need less.',
    )
  })

  test.skipIf(!MAY_LIMIT)(`and is ended by the system is told from one that a person killed (${NO_LIMIT})`, async () => {
    const kills = memoryKills() ?? 0
    const child = await greedy('Buffer.alloc(1 << 20, 1)')
    limitMemory(child.pid ?? 0, 60)
    child.send('go')
    const end = await child.ended
    expect(end.signal).toBe('SIGKILL')
    const ranOut = (memoryKills() ?? 0) > kills
    expect(endSentence('The training process', end, { used: 60 * 2 ** 20, ranOut })).toMatch(
      /^The training process was ended by the system because memory ran out; it took 60 MiB\. Fewer runs at once,/,
    )
    const idle = await greedy('0')
    idle.kill()
    const before = memoryKills() ?? 0
    const ended = await idle.ended
    expect(endSentence('The training process', ended, { used: null, ranOut: (memoryKills() ?? 0) > before })).toBe(
      'The training process was killed from outside (SIGKILL); the system itself ended nothing for want of memory.',
    )
  })
})
