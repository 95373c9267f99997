import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMemory } from '../../src/lab/memory/machine'
import type { Run } from '../../src/shared/run'
import { temporaryFolder, TestLab } from '../lab/lab-fixture'
import { smallMachine } from '../lab/small-memory'
import { TestCli } from './cli-fixture'

/** A command line whose data folder has finished runs of these seeds. */
async function trained(...seeds: string[]): Promise<TestCli> {
  const cli = new TestCli(await temporaryFolder())
  expect(await cli.run('train', '--corpus', 'sample', '--objective', 'vae', '--preset', 'tiny', '--epochs', '2', '--seed', ...seeds)).toBe(
    0,
  )
  return cli
}

const listed = async (cli: TestCli, ...options: string[]): Promise<Run[]> => {
  expect(await cli.run('runs', '--json', ...options)).toBe(0)
  return JSON.parse(cli.out) as Run[]
}

describe('continue and duplicate', () => {
  test('train more epochs, and copies with other seeds; both print the runs', async () => {
    const cli = await trained('7')
    expect(await cli.run('continue', '#1', '--epochs', '3')).toBe(0)
    expect(cli.out).toMatch(/VAE .* finished +5\/5/)
    expect(await cli.run('duplicate', '#1', '--seed', '8', '10', '--json')).toBe(0)
    const { runs } = JSON.parse(cli.out) as { runs: Run[] }
    expect(runs.map(({ number, state, epoch, config }) => [number, state, epoch, config.seed])).toEqual([
      [2, 'finished', 5, 8],
      [3, 'finished', 5, 10],
    ])
  })

  test('say what is missing, and what cannot be', async () => {
    const cli = await trained('7')
    expect(await cli.run('continue', '#1')).toBe(2)
    expect(cli.err).toContain('--epochs is needed')
    expect(await cli.run('continue', '#1', '--epochs', '1000')).toBe(1)
    expect(cli.err).toMatch(/with 1000 more it would pass the most/)
    expect(await cli.run('duplicate', '#9')).toBe(2)
    expect(cli.err).toMatch(/RUN "#9" is not known/)
  })
})

describe('tag', () => {
  test('adds and takes away; the list shows tags and filters by them', async () => {
    const cli = await trained('7', '8')
    expect(await cli.run('tag', '#1', '#2', '--add', 'baseline', 'old')).toBe(0)
    expect(await cli.run('tag', '#2', '--remove', 'old')).toBe(0)
    expect(cli.err).toBe('#2 VAE: baseline\n')
    expect((await listed(cli, '--tag', 'baseline', 'old')).map(({ number }) => number)).toEqual([1])
    expect(await cli.run('runs', '--tag', 'baseline')).toBe(0)
    expect(cli.out).toMatch(/Tags\n.*baseline\n.*baseline, old\n/)
    expect(await cli.run('runs', '--tag', 'none')).toBe(0)
    expect(cli.err).toBe('No run has these tags.\n')
    expect(await cli.run('tag', '#1')).toBe(2)
    expect(cli.err).toContain('--add or --remove is needed')
  })
})

test('what is refused for one of several runs is said, and done for the others', async () => {
  const cli = await trained('7', '8', '10')
  const many = Array.from({ length: 20 }, (_, i) => `t${i}`)
  expect(await cli.run('tag', '#2', '--add', ...many)).toBe(0)
  expect(await cli.run('tag', '#1', '#2', '#3', '--add', 'one', '--json')).toBe(1)
  expect(cli.err).toBe('#2 VAE: a run has at most 20 tags.\n')
  const { runs } = JSON.parse(cli.out) as { runs: Run[] }
  expect(runs.map(({ number, tags }) => [number, tags])).toEqual([
    [1, ['one']],
    [3, ['one']],
  ])
})

describe('delete and restore', () => {
  test('put runs into the bin and take them out; --erase deletes for good', async () => {
    const cli = await trained('7', '8')
    const [{ id }] = (await listed(cli)).filter(({ number }) => number === 1)
    expect(await cli.run('delete', '#1')).toBe(0)
    expect(cli.err).toBe(`#1 VAE: in the bin for 30 days; plenum restore 1 brings it back.\n`)
    expect((await listed(cli)).map(({ number }) => number)).toEqual([2])
    expect((await listed(cli, '--bin')).map(({ number }) => number)).toEqual([1])
    expect(await cli.run('delete', '#1')).toBe(2)
    expect(await cli.run('restore', id.slice(0, 8))).toBe(0)
    expect(cli.err).toBe('#1 VAE: restored.\n')
    expect(await cli.run('delete', '1')).toBe(0)
    expect(await cli.run('delete', '--erase', '#1', '#2', '--json')).toBe(0)
    expect((JSON.parse(cli.out) as { runs: Run[] }).runs.map(({ number }) => number)).toEqual([1, 2])
    expect(existsSync(join(cli.home, 'runs', id))).toBe(false)
    expect(await cli.run('runs', '--bin')).toBe(0)
    expect(cli.err).toBe('The bin is empty.\n')
  })
})

describe('pause and stop', () => {
  test('reach a run that another process trains, and refuse one that nobody does', async () => {
    const cli = await trained('7')
    expect(await cli.run('stop', '#1')).toBe(1)
    expect(cli.err).toMatch(/Run #1 \(VAE\) is finished: only a queued, running or paused run can be stopped/)
    const window = await TestLab.open(cli.home)
    const run = await window.start(4)
    expect(await cli.run('pause', '#2')).toBe(0)
    expect(cli.err).toBe('#2 VAE: asked to pause.\n')
    await window.reaches(run.id, 'paused')
    expect(await cli.run('stop', '#2', '--json')).toBe(0)
    expect(JSON.parse(cli.out)).toMatchObject({ runs: [{ id: run.id }] })
    await window.reaches(run.id, 'stopped')
  })

  test('of a race both members can be named', async () => {
    const cli = await trained('7')
    const [{ config }] = await listed(cli)
    const window = await TestLab.open(cli.home)
    const { corpus, preset, settings } = config
    const objectives = ['vae', 'dg'].map((id) => ({ id, parameters: {}, modifiers: {} }))
    const members = await window.ask('runs.start', { corpus, objectives, preset, settings, seeds: [4], race: true })
    expect(await cli.run('pause', '#2', '#3'), cli.err).toBe(0)
    for (const { id } of members) await window.reaches(id, 'paused')
    expect(await cli.run('stop', '#2', '#3'), cli.err).toBe(0)
    for (const { id } of members) await window.reaches(id, 'stopped')
  })
})

describe('start', () => {
  test('lets a run start that waits for memory in another process, and refuses one that does not wait', async () => {
    const cli = new TestCli(await temporaryFolder())
    const { root } = smallMachine(512, 300)
    const window = await TestLab.open(cli.home, { memory: { read: () => readMemory(root) } })
    const run = await window.start(0)
    await window.until('it waits', async () => (await window.ask('queue.get', {})).memory?.waits)
    expect(await cli.run('start', '#1')).toBe(0)
    expect(cli.err).toBe('#1 VAE: asked to start, whatever memory is left.\n')
    await window.reaches(run.id, 'finished')
    expect(await cli.run('start', '#1')).toBe(1)
    expect(cli.err).toMatch(/Run #1 \(VAE\) is finished: only a queued run can wait for memory/)
  })
})
