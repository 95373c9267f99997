import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Store } from '../../../src/lab/store/store'
import { DEFAULT_HEALTH_RULES } from '../../../src/shared/health'
import { temporaryFolder, TestLab } from '../lab-fixture'

const SLEEPER = 20

describe('alarms of a run', () => {
  test('are events in its timeline: raised once, cleared when the run wakes, stored and told', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const run = await lab.start(SLEEPER, { epochs: 6, latent: 8 })
    const done = await lab.reaches(run.id, 'finished')
    expect(done.alarms).toMatchObject([
      { rule: 'collapse', epoch: 3, step: 12, cleared_epoch: 5, paused: false, title: 'Posterior collapse' },
      { rule: 'empty-kl', epoch: 3, cleared_epoch: 5, title: 'KL without information' },
    ])
    expect(done.alarms[0].cause).toContain('AU 0 of 8')
    const told = lab.events.flatMap((event) => (event.type === 'run' ? [event.run.alarms.map(({ cleared_epoch }) => cleared_epoch)] : []))
    expect(told).toContainEqual([null, null])
    expect(told.at(-1)).toEqual([5, 5])
    await lab.lab.close()
    const again = await TestLab.open(home)
    expect((await again.run(run.id)).alarms).toEqual(done.alarms)
  })

  test('pause the run where that is set; it goes on when resumed', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    await lab.ask('health.set', {
      ...DEFAULT_HEALTH_RULES,
      pause: true,
      'empty-kl': { ...DEFAULT_HEALTH_RULES['empty-kl'], enabled: false },
    })
    const run = await lab.start(SLEEPER, { epochs: 6, latent: 8 })
    const paused = await lab.reaches(run.id, 'paused')
    expect(paused).toMatchObject({ alarms: [{ rule: 'collapse', epoch: 3, paused: true, cleared_epoch: null }] })
    // The pause reaches the worker within the epoch after.
    expect([3, 4]).toContain(paused.epoch)
    await lab.ask('runs.resume', { id: run.id })
    expect((await lab.reaches(run.id, 'finished')).alarms).toMatchObject([{ rule: 'collapse', cleared_epoch: 5 }])
  })

  test('pause a whole race', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    await lab.ask('health.set', { ...DEFAULT_HEALTH_RULES, pause: true })
    const objectives = [{ id: 'vae' }, { id: 'dg' }]
    const settings = { epochs: 6, latent: 8 }
    const corpus = await lab.corpus()
    const runs = await lab.ask('runs.start', { corpus, objectives, preset: 'tiny', settings, seeds: [SLEEPER], race: true })
    for (const { id } of runs) expect([3, 4]).toContain((await lab.reaches(id, 'paused')).epoch)
    await lab.ask('runs.resume', { id: runs[0].id })
    for (const { id } of runs) await lab.reaches(id, 'finished')
  })

  test('do not pause what has no epoch left', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    await lab.ask('health.set', { ...DEFAULT_HEALTH_RULES, pause: true })
    const run = await lab.start(SLEEPER, { epochs: 3, latent: 8 })
    expect((await lab.reaches(run.id, 'finished')).alarms).toMatchObject([{ paused: false }, { paused: false }])
  })

  test('of a loss that is no number stay with the run that ended of it', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(9)
    expect((await lab.reaches(run.id, 'diverged')).alarms).toMatchObject([
      { rule: 'divergence', title: 'Training diverged', cause: 'The loss stopped being a number at step 7.', cleared_epoch: null },
    ])
  })

  test('after the epoch that a run resumes from are withdrawn, and a clearing after it is taken back', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const run = await lab.start(0, { epochs: 1 })
    await lab.reaches(run.id, 'finished')
    const store = Store.open(join(home, 'plenum.db'))
    onTestFinished(() => store.close())
    const alarm = { seconds: 1, step: 1, title: 't', cause: 'c', remedy: 'r', paused: false }
    store.alarms.put(run.id, { rule: 'collapse', epoch: 3, cleared_epoch: 6, ...alarm })
    store.alarms.put(run.id, { rule: 'hole', epoch: 5, cleared_epoch: null, ...alarm })
    store.alarms.withdraw(run.number, 4)
    expect((await lab.run(run.id)).alarms).toMatchObject([{ rule: 'collapse', cleared_epoch: null }])
  })
})

describe('thresholds', () => {
  test('are the defaults until set, then kept for the whole lab', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    expect(await lab.ask('health.get', {})).toEqual(DEFAULT_HEALTH_RULES)
    const stricter = { ...DEFAULT_HEALTH_RULES, hole: { ...DEFAULT_HEALTH_RULES.hole, joint_kl: 0.4 } }
    expect(await lab.ask('health.set', stricter)).toEqual(stricter)
    expect(lab.events.at(-1)).toEqual({ type: 'health', rules: stricter })
    await lab.lab.close()
    expect(await (await TestLab.open(home)).ask('health.get', {})).toEqual(stricter)
  })

  test('outside their ranges are refused', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const wrong = { ...DEFAULT_HEALTH_RULES, collapse: { ...DEFAULT_HEALTH_RULES.collapse, active_share: 2 } }
    await expect(lab.ask('health.set', wrong)).rejects.toThrow(/active_share/)
  })
})
