import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Params } from '../../../src/shared/contract'
import { temporaryFolder, TestLab } from '../lab-fixture'

const experiment = (corpus: string, changes: Partial<Params<'runs.estimate'>> = {}): Params<'runs.estimate'> => ({
  corpus,
  objectives: [{ id: 'vae' }, { id: 'dg' }],
  preset: 'tiny',
  settings: { epochs: 10 },
  seeds: [10],
  ...changes,
})

const probes = async (home: string) => (await readFile(join(home, 'probes.log'), 'utf8')).trimEnd().split('\n')

describe('the estimate of an experiment', () => {
  test('is measured, as many runs at once as would train together, and kept', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { maxRuns: 2 })
    const corpus = await lab.corpus()
    const estimate = await lab.ask('runs.estimate', experiment(corpus))
    expect(estimate.runs.map(({ seconds }) => seconds)).toEqual([106, 116])
    expect(estimate.seconds).toBe(116)
    expect(estimate.memory_bytes).toBe(2 * 2 ** 28)
    expect(estimate.disk_bytes).toBe(estimate.runs[0].disk_bytes + estimate.runs[1].disk_bytes)
    expect(estimate.basis).toMatch(/^Measured here by a few steps on this corpus, 2 at a time with \d+ threads?\. All epochs are counted/)
    // One process for each place, each measuring both choices.
    expect(await probes(home)).toEqual(['vae dg', 'vae dg'])
    // More epochs and other seeds need no new measurement; four runs in two places take two rounds.
    const longer = await lab.ask('runs.estimate', experiment(corpus, { settings: { epochs: 20 }, seeds: [10, 11] }))
    expect(longer.runs.map(({ seconds }) => seconds)).toEqual([206, 226, 206, 226])
    expect(longer.seconds).toBe(452)
    expect(await probes(home)).toHaveLength(2)
    // It starts nothing.
    expect(await lab.ask('runs.list', {})).toEqual([])
  })

  test('of a race is one time for all its members', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 2 })
    const objectives = [{ id: 'vae' }, { id: 'dg' }, { id: 'bn' }]
    const { runs, seconds, memory_bytes } = await lab.ask('runs.estimate', experiment(await lab.corpus(), { objectives, race: true }))
    expect(runs.map((run) => run.seconds)).toEqual([174, 174, 174])
    expect(seconds).toBe(174)
    expect(memory_bytes).toBe(3 * 2 ** 28)
  })

  test('measures choices with another decoder by themselves', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { maxRuns: 1 })
    const objectives = [{ id: 'vae' }, { id: 'dg', modifiers: { skip: {} } }, { id: 'bn' }]
    await lab.ask('runs.estimate', experiment(await lab.corpus(), { objectives }))
    expect(await probes(home)).toEqual(['vae bn', 'dg'])
  })

  test('is told as a sentence where the measurement fails', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 1 })
    await expect(lab.ask('runs.estimate', experiment(await lab.corpus(), { seeds: [2] }))).rejects.toThrow(
      'The process that measures for the estimate ended unexpectedly with exit code 3: Error: the graph is too large.',
    )
  })

  test('gives way to a newer one', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 1 })
    const corpus = await lab.corpus()
    const first = lab.ask('runs.estimate', experiment(corpus, { seeds: [4] }))
    const refused = expect(first).rejects.toThrow('A newer estimate was asked for.')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await lab.ask('runs.estimate', experiment(corpus, { objectives: [{ id: 'bn' }] }))).runs).toHaveLength(1)
    await refused
  })

  test('is not kept where other runs train, and says so', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { maxRuns: 1 })
    const running = await lab.start(4)
    await lab.reaches(running.id, 'running')
    const wanted = experiment((await lab.run(running.id)).config.corpus, { objectives: [{ id: 'bn' }] })
    expect((await lab.ask('runs.estimate', wanted)).basis).toContain('while other runs train and slow it')
    await lab.ask('runs.stop', { id: running.id })
    await lab.reaches(running.id, 'stopped')
    expect((await lab.ask('runs.estimate', wanted)).basis).not.toContain('while')
    expect(await probes(home)).toEqual(['bn', 'bn'])
    await lab.ask('runs.estimate', wanted)
    expect(await probes(home)).toHaveLength(2)
  })

  test('says when it will be finished behind what trains and waits, of which one is not known', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { maxRuns: 1 })
    const corpus = await lab.corpus()
    const wanted = experiment(corpus, { objectives: [{ id: 'vae' }] })
    const alone = await lab.ask('runs.estimate', wanted)
    expect(alone).toMatchObject({ seconds: 106, finish_seconds: 106, ahead: { training: 0, waiting: 0, unknown: 0 } })
    // The fake worker says that a second is left; of the two that wait one is like what is planned, of the other nothing is known.
    const [running] = await lab.ask('runs.start', { ...wanted, seeds: [4] })
    await lab.until('it has told', async () => (await lab.run(running.id)).progress?.seconds_left === 1)
    await lab.ask('runs.start', { ...wanted, seeds: [11] })
    await lab.ask('runs.start', { ...wanted, seeds: [12], objectives: [{ id: 'dg' }] })
    const behind = await lab.ask('runs.estimate', wanted)
    expect(behind.ahead).toEqual({ training: 1, waiting: 2, unknown: 1 })
    expect(behind.seconds).toBe(106)
    expect(behind.finish_seconds).toBe(1 + 106 + 106)
    await lab.ask('runs.stop', { id: running.id })
  })

  test('refuses what could not be started either', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const corpus = await lab.corpus()
    await expect(lab.ask('runs.estimate', experiment('nothing'))).rejects.toThrow('There is no corpus')
    await expect(lab.ask('runs.estimate', experiment(corpus, { objectives: [{ id: 'vae' }], race: true }))).rejects.toThrow('at least two')
  })
})
