import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Params } from '../../../src/shared/contract'
import { temporaryFolder, TestLab } from '../lab-fixture'

const THREE = ['vae', 'dg', 'bn'].map((id) => ({ id, parameters: {} }))

async function race(lab: TestLab, changes: Partial<Params<'runs.start'>> = {}) {
  const corpus = (await lab.ask('corpora.list', {}))[0]?.id ?? (await lab.corpus())
  return lab.ask('runs.start', { corpus, objectives: THREE, preset: 'tiny', settings: { epochs: 4 }, seeds: [0], race: true, ...changes })
}

/** The widest distance in steps between members, by the log that each writes as it takes a step. */
async function widest(home: string, members: number): Promise<number> {
  const lines = (await readFile(join(home, 'runs', 'race.log'), 'utf8')).trimEnd().split('\n')
  const steps = new Map<string, number>()
  let most = 0
  for (const line of lines) {
    const [run, step] = line.split(' ')
    steps.set(run, Number(step))
    const last = [...steps.values(), ...Array.from({ length: members - steps.size }, () => 0)]
    most = Math.max(most, Math.max(...last) - Math.min(...last))
  }
  expect(steps.size).toBe(members)
  return most
}

describe('a race', () => {
  test('starts its members together, more of them than there are places, and trains them in lock-step', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { maxRuns: 2 })
    const runs = await race(lab)
    expect(new Set(runs.map(({ config }) => config.race))).toEqual(new Set([expect.any(String)]))
    expect(runs.map(({ state }) => state)).toEqual(['running', 'running', 'running'])
    for (const { id } of runs) expect(await lab.reaches(id, 'finished')).toMatchObject({ epoch: 4, step: 16 })
    expect(await widest(home, 3)).toBe(1)
  })

  test('has a race of its own for each seed', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 2 })
    const runs = await race(lab, { seeds: [10, 11], settings: { epochs: 1 } })
    const [first, second] = [10, 11].map(
      (seed) => new Set(runs.filter(({ config }) => config.seed === seed).map(({ config }) => config.race)),
    )
    expect([first.size, second.size]).toEqual([1, 1])
    expect(first).not.toEqual(second)
    for (const { id } of runs) await lab.reaches(id, 'finished')
  })

  test('pauses and resumes as one', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 2 })
    const [first, ...others] = await race(lab, { settings: { epochs: 400 } })
    await lab.until('an epoch is over', async () => (await lab.run(first.id)).epoch > 0)
    await lab.ask('runs.pause', { id: others[0].id })
    for (const { id } of [first, ...others]) await lab.reaches(id, 'paused')
    const rested = (await lab.run(first.id)).step
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await lab.run(first.id)).step).toBe(rested)
    await lab.ask('runs.resume', { id: first.id })
    for (const { id } of [first, ...others]) await lab.reaches(id, 'running')
    await lab.until('it goes on', async () => (await lab.run(first.id)).step > rested)
    for (const { id } of [first, ...others]) await lab.ask('runs.stop', { id })
    for (const { id } of [first, ...others]) await lab.reaches(id, 'stopped')
  })

  test('goes on without one that is stopped', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 2 })
    const [first, ...others] = await race(lab, { seeds: [8], settings: { epochs: 12 } })
    await lab.until('an epoch is over', async () => (await lab.run(first.id)).epoch > 0)
    await lab.ask('runs.stop', { id: first.id })
    await lab.reaches(first.id, 'stopped')
    for (const { id } of others) expect(await lab.reaches(id, 'finished')).toMatchObject({ epoch: 12 })
  })

  test('that was interrupted goes on together, and other runs have their turn after it', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { maxRuns: 2 })
    const runs = await race(lab, { settings: { epochs: 30 } })
    await lab.until('an epoch is over', async () => (await lab.run(runs[0].id)).epoch > 0)
    const single = await lab.start(0, { epochs: 1 })
    expect((await lab.run(single.id)).state).toBe('queued')
    await lab.lab.close()
    const again = await TestLab.open(home, { maxRuns: 2 })
    await again.ask('runs.resume', { id: runs[1].id })
    for (const { id } of runs) expect(await again.reaches(id, 'finished')).toMatchObject({ epoch: 30 })
    expect((await again.run(single.id)).state).toBe('interrupted')
  })

  test('needs at least two objectives that differ, and has a limit', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    await expect(race(lab, { objectives: THREE.slice(0, 1) })).rejects.toThrow('A race needs at least two objectives.')
    await expect(race(lab, { objectives: [THREE[0], THREE[0]] })).rejects.toThrow('objectives that differ')
    await expect(race(lab, { objectives: Array.from({ length: 17 }, (_, i) => THREE[i % 3]) })).rejects.toThrow('at most 16')
    expect(await lab.ask('runs.list', {})).toEqual([])
  })

  test('is left by a copy of a member: it trains alone', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 2 })
    const [first, ...others] = await race(lab, { settings: { epochs: 1 } })
    for (const { id } of [first, ...others]) await lab.reaches(id, 'finished')
    const copy = await lab.ask('runs.duplicate', { id: first.id })
    expect(copy.config).toEqual({ ...first.config, race: null })
    await lab.reaches(copy.id, 'finished')
  })
})
