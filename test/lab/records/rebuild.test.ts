import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_HEALTH_RULES } from '../../../src/shared/health'
import { SERIES_IDS } from '../../../src/shared/run'
import { importCorpus } from '../../../src/lab/corpus/importing/import'
import { rebuildStore } from '../../../src/lab/records/rebuild'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder, TestLab } from '../lab-fixture'
import { fill, MAY_MOUNT, NO_MOUNT, smallDisk } from '../small-disk'

/** Imports a corpus into a data folder, an hour ago; the next lab lists it. */
async function importInto(home: string): Promise<void> {
  Store.open(join(home, 'plenum.db')).close()
  const file = join(home, 'some.txt')
  writeFileSync(file, Array.from({ length: 40 }, (_, i) => `the ${i} cooks praised soup number ${i * 7}`).join('\n'))
  const directory = join(home, 'corpora', 'abcdef123456')
  const signal = new AbortController().signal
  await importCorpus({ source: { paths: [file] }, name: 'Soups', options: {}, directory, id: 'abcdef123456', signal, onProgress: () => {} })
  const before = new Date(Date.now() - 3_600_000)
  for (const name of ['', ...readdirSync(directory)]) utimesSync(join(directory, name), before, before)
}

const LIVED = mkdtempSync(join(tmpdir(), 'plenum-test-'))
afterAll(() => rmSync(LIVED, { recursive: true }))
let living: ReturnType<typeof live> | null = null

/** A copy of a data folder with runs of every kind, and all that its lab says of them; closed in order. */
async function lived() {
  const told = await (living ??= live(LIVED))
  const home = await temporaryFolder()
  cpSync(LIVED, home, { recursive: true })
  return { home, path: join(home, 'plenum.db'), told }
}

async function live(home: string) {
  await importInto(home)
  const lab = await TestLab.open(home)
  const finished = await lab.start(0, { epochs: 3 })
  await lab.reaches(finished.id, 'finished')
  await lab.ask('runs.tag', { id: finished.id, tags: ['best so far'] })
  const failed = await lab.start(3)
  await lab.reaches(failed.id, 'failed')
  const alarmed = await lab.start(20, { epochs: 5 })
  await lab.reaches(alarmed.id, 'finished')
  const binned = await lab.start(0, { epochs: 1 })
  await lab.reaches(binned.id, 'finished')
  await lab.ask('runs.delete', { id: binned.id })
  await lab.ask('corpora.rename', { id: finished.config.corpus, name: 'A name of its own' })
  await lab.ask('health.set', { ...DEFAULT_HEALTH_RULES, pause: true })
  const told = await everything(lab)
  await lab.lab.close()
  return told
}

/** All that a lab knows of its runs and corpora. */
async function everything(lab: TestLab) {
  const runs = await lab.ask('runs.list', {})
  const curves = await Promise.all(
    runs.flatMap(({ id }) => SERIES_IDS.map(async (series) => [id, series, await lab.ask('runs.series', { id, series })])),
  )
  const lists = { bin: await lab.ask('runs.bin', {}), corpora: await lab.ask('corpora.list', {}) }
  return { runs, curves, ...lists, rules: await lab.ask('health.get', {}) }
}

describe('a store that is lost', () => {
  let home: string
  let path: string
  let told: Awaited<ReturnType<typeof everything>>
  beforeEach(async () => {
    ;({ home, path, told } = await lived())
  })

  test('is built anew with every run, curve, evaluation, alarm, tag, the bin, the corpora and the thresholds as they were', async () => {
    rmSync(path)
    expect(await rebuildStore(home)).toEqual({ runs: 4, corpora: 1, left: [], aside: null })
    const lab = await TestLab.open(home)
    expect(await everything(lab)).toEqual(told)
    expect(told.runs.find(({ tags }) => tags.length > 0)?.evaluations).toHaveLength(1)
    expect(told.runs.flatMap(({ alarms }) => alarms).length).toBeGreaterThan(0)
    // Numbers go on behind all that were given.
    expect((await lab.start(0, { epochs: 1 })).number).toBe(5)
  })

  test('because it is damaged is built anew, and what is left of it is kept', async () => {
    truncateSync(path, 3 * 4096 + 100)
    const before = readFileSync(path)
    await expect(TestLab.open(home)).rejects.toThrow(
      /is damaged .*built anew from what lies beside the runs and corpora \(plenum rebuild\)/,
    )
    const { aside, runs } = await rebuildStore(home, new Date('2026-02-03T04:05:06Z'))
    expect([runs, aside]).toEqual([4, `${path}.old-2026-02-03T04-05-06`])
    expect(readFileSync(aside ?? '')).toEqual(before)
    expect(await everything(await TestLab.open(home))).toEqual(told)
  })

  test('is built of what can be read; what cannot is named and left as it is', async () => {
    rmSync(path)
    const [whole, ...others] = told.runs
    writeFileSync(join(home, 'runs', others[0].id, 'run.json'), '{"format": 1, "run": {')
    rmSync(join(home, 'runs', others[1].id, 'run.json'))
    mkdirSync(join(home, 'corpora', 'half'))
    const { runs, corpora, left } = await rebuildStore(home)
    expect({ runs, corpora }).toEqual({ runs: 2, corpora: 1 })
    expect(left.sort()).toEqual([
      `${join(home, 'corpora', 'half')} is not listed: it is no whole corpus.`,
      ...[others[0], others[1]].map(({ id }) => `${join(home, 'runs', id)} is not listed: it has no run.json that can be read.`).sort(),
    ])
    const lab = await TestLab.open(home)
    expect(await lab.run(whole.id)).toEqual(whole)
    expect(existsSync(join(home, 'runs', others[0].id, 'last.safetensors'))).toBe(others[0].epoch > 0)
  })

  test('without the points of a run has the run without them', async () => {
    rmSync(path)
    const [run] = told.runs
    writeFileSync(join(home, 'runs', run.id, 'curves.json'), '{"format": 1, "series": {"batch"')
    await rebuildStore(home)
    const lab = await TestLab.open(home)
    expect(await lab.run(run.id)).toEqual(run)
    expect((await lab.ask('runs.series', { id: run.id, series: 'valid' })).step).toEqual([])
  })

  test('with runs of a corpus that is gone leaves them out and says so', async () => {
    rmSync(path)
    rmSync(join(home, 'corpora'), { recursive: true })
    const { runs, corpora, left } = await rebuildStore(home)
    expect({ runs, corpora }).toEqual({ runs: 0, corpora: 0 })
    expect(left[0]).toMatch(/runs.* is not listed: its corpus .* is missing\.$/)
  })

  test('is not touched where it is whole, and not made where there is nothing to build it from', async () => {
    const before = readFileSync(path)
    await expect(rebuildStore(home)).rejects.toThrow('is whole: there is nothing to build anew.')
    expect(readFileSync(path)).toEqual(before)
    const empty = await temporaryFolder()
    await expect(rebuildStore(empty)).rejects.toThrow(/holds no runs and no corpora to build a store from/)
    expect(readdirSync(empty)).toEqual([])
  })

  test('is built once where two do so at the same time', async () => {
    rmSync(path)
    const ends = await Promise.allSettled([rebuildStore(home), rebuildStore(home, new Date(0))])
    expect(ends.map(({ status }) => status)).toContain('fulfilled')
    expect(readdirSync(home).filter((name) => name.startsWith('plenum.db'))).toEqual(['plenum.db'])
    expect(await everything(await TestLab.open(home))).toEqual(told)
  })

  test('can be built anew after an attempt that was cut off before its last step', async () => {
    renameSync(path, `${path}.building-4194304-abc`)
    expect((await rebuildStore(home)).runs).toBe(4)
    expect(readdirSync(home).filter((name) => name.startsWith('plenum.db'))).toEqual(['plenum.db'])
  })
})

test.skipIf(!MAY_MOUNT)(`a store that finds no room to be built is refused, and nothing is left of the attempt (${NO_MOUNT})`, async () => {
  const { folder } = smallDisk(4)
  cpSync((await lived()).home, folder, { recursive: true })
  rmSync(join(folder, 'plenum.db'))
  const free = fill(folder)
  await expect(rebuildStore(folder)).rejects.toThrow(`The disk of the data folder ${folder} is full: free some space there.`)
  expect(readdirSync(folder).filter((name) => name.startsWith('plenum.db'))).toEqual([])
  free()
  expect((await rebuildStore(folder)).runs).toBe(4)
})

test('what was trained or waited when the store was lost rests as interrupted and goes on from its checkpoint', async () => {
  const home = await temporaryFolder()
  await importInto(home)
  const lab = await TestLab.open(home, { maxRuns: 1, records: { delay: 5 } })
  const run = await lab.start(40, { epochs: 3 })
  const next = await lab.start(0, { epochs: 1 })
  await lab.until('its first epoch is kept', async () => (await lab.run(run.id)).epoch === 1)
  const record = (id: string) => join(home, 'runs', id, 'run.json')
  await lab.until('both have a record', () => [run, next].every(({ id }) => existsSync(record(id))))
  // As after a loss of power: the folders are as they were at one moment, and the store is gone.
  const other = await temporaryFolder()
  for (const folder of ['runs', 'corpora']) cpSync(join(home, folder), join(other, folder), { recursive: true })
  await lab.ask('runs.stop', { id: run.id })
  expect(await rebuildStore(other)).toMatchObject({ runs: 2, left: [] })
  const again = await TestLab.open(other)
  expect(await again.run(run.id)).toMatchObject({
    state: 'interrupted',
    epoch: 1,
    number: 1,
    message: expect.stringMatching(/lost.*after epoch 1/),
  })
  expect(await again.run(next.id)).toMatchObject({ state: 'interrupted', epoch: 0, number: 2 })
  await again.ask('runs.resume', { id: run.id })
  expect(await again.reaches(run.id, 'finished')).toMatchObject({ epoch: 3 })
})

test('runs that an older copy of the store does not know are listed again when it is opened', async () => {
  const home = await temporaryFolder()
  await importInto(home)
  const lab = await TestLab.open(home)
  const first = await lab.start(0, { epochs: 1 })
  await lab.reaches(first.id, 'finished')
  await lab.lab.close()
  copyFileSync(join(home, 'plenum.db'), join(home, 'copy'))
  const later = await TestLab.open(home)
  const second = await later.start(0, { epochs: 2 })
  const known = await later.reaches(second.id, 'finished')
  await later.lab.close()
  renameSync(join(home, 'copy'), join(home, 'plenum.db'))
  const again = await TestLab.open(home)
  expect(await again.run(second.id)).toEqual(known)
})
