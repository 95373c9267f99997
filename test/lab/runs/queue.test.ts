import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder, TestLab } from '../lab-fixture'

/** A lab of one place, taken by a run that never ends, with so many others behind it. */
async function queueOf(count: number) {
  const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 1 })
  const first = await lab.start(4)
  const waiting: string[] = []
  for (let i = 0; i < count; i++) waiting.push((await lab.start(100 + i, { epochs: 1 })).id)
  return { lab, first: first.id, waiting }
}

const positions = async (lab: TestLab, ids: string[]) => Promise.all(ids.map(async (id) => (await lab.run(id)).position))

describe('the order of the queue', () => {
  test('is that of the asking, counted from 1, and null for a run that does not wait', async () => {
    const { lab, first, waiting } = await queueOf(3)
    expect(await lab.ask('queue.get', {})).toEqual({ held: null, memory: null, waiting })
    expect(await positions(lab, waiting)).toEqual([1, 2, 3])
    expect((await lab.run(first)).position).toBeNull()
  })

  test('can be changed; those not named follow in theirs, and strangers are passed over', async () => {
    const { lab, first, waiting } = await queueOf(4)
    const [a, b, c, d] = waiting
    await lab.ask('runs.order', { ids: [d, first, 'nobody', b, d] })
    expect((await lab.ask('queue.get', {})).waiting).toEqual([d, b, a, c])
    expect(await positions(lab, [a, b, c, d])).toEqual([3, 2, 4, 1])
    expect(lab.events.at(-1)).toEqual({ type: 'queue', queue: { held: null, memory: null, waiting: [d, b, a, c] } })
    await lab.ask('runs.stop', { id: first })
    for (const id of waiting) await lab.reaches(id, 'finished')
    const began = await Promise.all([d, b, a, c].map(async (id) => (await lab.run(id)).started_at ?? 0))
    expect([...began].sort((x, y) => x - y)).toEqual(began)
    expect(lab.events.findLast((event) => event.type === 'queue')).toEqual({
      type: 'queue',
      queue: { held: null, memory: null, waiting: [] },
    })
  })

  test('closes up when one leaves it, and takes one that comes back at its end', async () => {
    const { lab, waiting } = await queueOf(3)
    const [a, b, c] = waiting
    await lab.ask('runs.pause', { id: a })
    expect(await positions(lab, waiting)).toEqual([null, 1, 2])
    await lab.ask('runs.stop', { id: b })
    await lab.ask('runs.resume', { id: a })
    expect((await lab.ask('queue.get', {})).waiting).toEqual([c, a])
    await lab.ask('runs.delete', { id: c })
    expect((await lab.ask('queue.get', {})).waiting).toEqual([a])
  })
})

describe('more epochs', () => {
  test('of a finished run are trained from its last checkpoint, its points kept', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const { id } = await lab.start(0, { epochs: 2 })
    const finished = await lab.reaches(id, 'finished')
    const continued = await lab.ask('runs.continue', { id, epochs: 3 })
    expect(continued).toMatchObject({ id, config: { settings: { epochs: 5 } } })
    expect(['queued', 'running']).toContain(continued.state)
    const done = await lab.reaches(id, 'finished')
    expect(done).toMatchObject({ epoch: 5, started_at: finished.started_at, evaluations: [{ epoch: 5 }] })
    expect((await lab.ask('runs.series', { id, series: 'valid' })).step).toEqual([4, 8, 12, 16, 20])
  })

  test('of a stopped run are counted from where it stands', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const { id } = await lab.start(0, { epochs: 50 })
    await lab.until('an epoch is over', async () => (await lab.run(id)).epoch > 0)
    await lab.ask('runs.stop', { id })
    const { epoch } = await lab.reaches(id, 'stopped')
    await lab.ask('runs.continue', { id, epochs: 2 })
    expect(await lab.reaches(id, 'finished')).toMatchObject({ epoch: epoch + 2 })
  })

  test('of one whose decays are used up allow as many more as its preset', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    // The fake worker's checkpoint then says that it decayed once, which is the most with a maximum of 0.
    const { id } = await lab.start(0, { epochs: 2, max_decays: 0 })
    await lab.reaches(id, 'finished')
    expect((await lab.ask('runs.continue', { id, epochs: 1 })).config.settings).toMatchObject({ epochs: 3, max_decays: 6 })
  })

  test('are refused with the reason where that cannot be', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const training = await lab.start(4)
    await expect(lab.ask('runs.continue', { id: training.id, epochs: 1 })).rejects.toThrow(/has yet to train what was asked for/)
    const diverged = await lab.start(9)
    await lab.reaches(diverged.id, 'diverged')
    await expect(lab.ask('runs.continue', { id: diverged.id, epochs: 1 })).rejects.toThrow(/start a new run with a smaller learning rate/)
    const done = await lab.start(0, { epochs: 1 })
    await lab.reaches(done.id, 'finished')
    await expect(lab.ask('runs.continue', { id: done.id, epochs: 1000 })).rejects.toThrow(
      /has 1 epochs; with 1000 more it would pass the most/,
    )
    rmSync(join(home, 'runs', done.id, 'last.safetensors'))
    await expect(lab.ask('runs.continue', { id: done.id, epochs: 1 })).rejects.toThrow(/has no last checkpoint to go on from; duplicate it/)
    expect(await lab.run(done.id)).toMatchObject({ state: 'finished', config: { settings: { epochs: 1 } } })
  })
})

describe('a duplicate', () => {
  test('is the same run queued anew, with its seed or another, outside of its race', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const corpus = await lab.corpus()
    const objectives = ['vae', 'dg'].map((id) => ({ id, parameters: {} }))
    const [original] = await lab.ask('runs.start', { corpus, objectives, preset: 'tiny', settings: { epochs: 1 }, seeds: [7], race: true })
    expect(original.config.race).not.toBeNull()
    await lab.reaches(original.id, 'finished')
    const same = await lab.ask('runs.duplicate', { id: original.id })
    const other = await lab.ask('runs.duplicate', { id: original.id, seed: 8 })
    expect(same).toMatchObject({ name: 'VAE', number: 3, config: { ...original.config, race: null }, epoch: 0, evaluations: [], tags: [] })
    expect(other.config.seed).toBe(8)
    for (const { id } of [same, other]) await lab.reaches(id, 'finished')
  })
})

describe('tags', () => {
  test('are kept without blanks around them and repetitions, told, and in the list', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const { id } = await lab.start(0, { epochs: 1 })
    await lab.reaches(id, 'finished')
    const tagged = await lab.ask('runs.tag', { id, tags: [' baseline ', 'for Tuesday', 'baseline', ' '] })
    expect(tagged.tags).toEqual(['baseline', 'for Tuesday'])
    expect((await lab.run(id)).tags).toEqual(['baseline', 'for Tuesday'])
    expect(lab.events.at(-1)).toMatchObject({ type: 'run', run: { id, tags: ['baseline', 'for Tuesday'] } })
    expect((await lab.ask('runs.tag', { id, tags: [] })).tags).toEqual([])
    await expect(lab.ask('runs.tag', { id, tags: ['x'.repeat(41)] })).rejects.toThrow(/does not fit/)
  })
})

describe('the series of many runs', () => {
  test('come in one answer, in the order asked for, thinned, with only the metrics asked for', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const runs = [await lab.start(0, { epochs: 30 }), await lab.start(11, { epochs: 2 })]
    for (const { id } of runs) await lab.reaches(id, 'finished')
    const [long, short] = runs.map(({ id }) => id)
    const whole = await lab.ask('runs.series-of', { ids: [short, 'nobody', long, short], series: 'batch' })
    expect(whole.map(({ id, points }) => [id, points.step.length])).toEqual([
      [short, 8],
      [long, 120],
    ])
    expect(whole[1].points).toEqual(await lab.ask('runs.series', { id: long, series: 'batch' }))
    const [thin] = await lab.ask('runs.series-of', { ids: [long], series: 'batch', metrics: ['loss'], points: 20 })
    expect(Object.keys(thin.points.values)).toEqual(['loss'])
    expect(thin.points.step.length).toBeLessThanOrEqual(20)
    expect([thin.points.step[0], thin.points.step.at(-1)]).toEqual([1, 120])
    await lab.ask('runs.delete', { id: short })
    expect(await lab.ask('runs.series-of', { ids: [short], series: 'valid' })).toEqual([])
  })
})
