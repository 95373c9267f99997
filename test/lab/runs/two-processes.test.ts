import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { BIN_DAYS } from '../../../src/shared/queue'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder, TestLab } from '../lab-fixture'
import { LabProcess } from '../lab-process'

/** A data folder with so many runs that were interrupted after their first epoch. */
async function interruptedRuns(count: number): Promise<{ home: string; ids: string[] }> {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home, { maxRuns: 1 })
  const corpus = await lab.corpus()
  const seeds = Array.from({ length: count }, (_, i) => 100 + i)
  const objectives = [{ id: 'vae', parameters: {} }]
  const runs = await lab.ask('runs.start', { corpus, objectives, preset: 'tiny', settings: { epochs: 3 }, seeds })
  await lab.lab.close()
  return { home, ids: runs.map(({ id }) => id) }
}

const settle = <T>(work: Promise<T>) =>
  work.then(
    (value) => ({ value, error: null }),
    (error: Error) => ({ value: null, error }),
  )

/** Processes whose command line names this folder's worker, by number. */
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

describe('two processes on one data folder', () => {
  test('never both take on a run: of two that resume it one is refused, and each run trains once', async () => {
    const { home, ids } = await interruptedRuns(8)
    const [first, second] = await Promise.all([LabProcess.open(home, { maxRuns: 1 }), LabProcess.open(home, { maxRuns: 1 })])
    const asked = await Promise.all(ids.flatMap((id) => [first, second].map((lab) => settle(lab.ask('runs.resume', { id })))))
    ids.forEach((id, i) => {
      const errors = [asked[2 * i].error, asked[2 * i + 1].error]
      expect(
        errors.filter((error) => error === null),
        id,
      ).toHaveLength(1)
      expect(errors.find((error) => error !== null)?.message).toMatch(/another Plenum process|being trained already|is finished/)
    })
    const watch = await TestLab.open(home)
    for (const id of ids) {
      await watch.reaches(id, 'finished')
      // Twelve steps, each stored once, whoever trained them.
      expect((await watch.ask('runs.series', { id, series: 'batch' })).step).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    }
  })

  test('a run that one trains is neither deleted, continued nor erased by the other; each has its own queue', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home, { maxRuns: 1 })
    const mine = await lab.start(4)
    const waiting = await lab.start(0)
    const other = await LabProcess.open(home)
    const foreign = /belongs to another Plenum process/
    await expect(other.ask('runs.delete', { id: mine.id })).rejects.toThrow(foreign)
    await expect(other.ask('runs.erase', { id: waiting.id })).rejects.toThrow(foreign)
    await expect(other.ask('runs.continue', { id: mine.id, epochs: 2 })).rejects.toThrow(foreign)
    await expect(other.ask('runs.resume', { id: waiting.id })).rejects.toThrow(foreign)
    expect((await other.ask('queue.get', {})).waiting).toEqual([])
    await other.ask('runs.order', { ids: [waiting.id] })
    expect((await lab.ask('queue.get', {})).waiting).toEqual([waiting.id])
    expect(await lab.run(waiting.id)).toMatchObject({ state: 'queued', position: 1 })
  })

  test('import and evaluate at once without a lost or a doubled row', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const run = await lab.start(0, { epochs: 1 })
    await lab.reaches(run.id, 'finished')
    const others = await Promise.all([LabProcess.open(home), LabProcess.open(home)])
    const jobs = await Promise.all(
      others.flatMap((other, i) => [
        ...Array.from({ length: 5 }, (_, n) => other.ask('corpora.import', { source: { paths: ['/x'] }, name: `Corpus ${i} ${n}` })),
        other.ask('runs.evaluate', { id: run.id, split: 'valid' }),
        other.ask('runs.tag', { id: run.id, tags: [`of ${i}`] }),
      ]),
    )
    expect(jobs).toHaveLength(14)
    await lab.until('all is there', async () => {
      const corpora = (await lab.ask('corpora.list', {})).length
      return corpora === 11 && (await lab.run(run.id)).evaluations.length === 2
    })
    expect(readdirSync(join(home, 'corpora')).filter((name) => !name.startsWith('.'))).toHaveLength(11)
    expect((await lab.run(run.id)).tags[0]).toMatch(/^of [01]$/)
  })

  test('opening at once migrates an old store once, and empties the bin once', async () => {
    const { home, ids } = await interruptedRuns(3)
    const store = Store.open(join(home, 'plenum.db'))
    for (const id of ids) store.runs.discard(id, Date.now() - (BIN_DAYS + 1) * 86_400_000)
    store.close()
    const labs = await Promise.all([1, 2, 3].map(() => LabProcess.open(home)))
    for (const lab of labs) expect(await lab.ask('runs.bin', {})).toEqual([])
    expect(readdirSync(join(home, 'runs'))).toEqual([])
  })
})

describe.skipIf(process.platform !== 'linux')('a lab that is killed (told by /proc, so on Linux)', () => {
  test('leaves its log intact, its workers end, and its runs are interrupted and resumable', async () => {
    const home = await temporaryFolder()
    const lab = await LabProcess.open(home)
    const { id: job } = await lab.ask('corpora.import', { source: { paths: ['/x'] }, name: 'Some corpus' })
    const watch = await TestLab.open(home)
    const corpus = await watch.until('the corpus is there', async () => (await watch.ask('corpora.list', {}))[0])
    expect(job).toBeTruthy()
    const start = (seed: number) =>
      lab.ask('runs.start', {
        corpus: corpus.id,
        objectives: [{ id: 'vae', parameters: {} }],
        preset: 'tiny',
        settings: { epochs: 200 },
        seeds: [seed],
      })
    const [[training], [endless], [queued]] = [await start(8), await start(4), await start(1)]
    await watch.until('epochs are over', async () => (await watch.run(training.id)).epoch > 2)
    const workers = readFileSync(`/proc/${lab.pid}/task/${lab.pid}/children`, 'utf8').trim().split(' ').map(Number)
    expect(workers).toHaveLength(2)
    await lab.kill()
    await watch.until('its workers are gone', () => workers.every((pid) => !isAlive(pid)))

    const database = new DatabaseSync(join(home, 'plenum.db'), { readOnly: true })
    expect(database.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok')
    database.close()
    // The other window notices within seconds, without being opened anew.
    const interrupted = await watch.reaches(training.id, 'interrupted')
    expect(interrupted.message).toMatch(/^Plenum ended while it was training\. Resume continues after epoch \d+\.$/)
    expect((await watch.reaches(queued.id, 'interrupted')).message).toBe('Plenum ended before it began. Resume starts it anew.')
    await watch.reaches(endless.id, 'interrupted')
    await watch.ask('runs.resume', { id: training.id })
    await watch.until('it goes on', async () => (await watch.run(training.id)).epoch > interrupted.epoch)
    await watch.ask('runs.stop', { id: training.id })
    const stopped = await watch.reaches(training.id, 'stopped')
    expect((await watch.ask('runs.series', { id: training.id, series: 'valid' })).epoch).toEqual(
      Array.from({ length: stopped.epoch }, (_, i) => i + 1),
    )
  })
})
