import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LabError } from '../../src/shared/contract'
import { PRESETS } from '../../src/shared/settings'
import { Lab } from '../../src/lab/lab'
import { temporaryFolder, TestLab } from './lab-fixture'

describe('requests', () => {
  test.each([
    ['runs.teleport', {}, 'bad_request', /no request "runs.teleport"/],
    ['toString', {}, 'bad_request', /no request/],
    ['runs.list', { all: true }, 'bad_request', /runs.list does not fit.*all/],
    ['runs.list', null, 'bad_request', /does not fit/],
    ['runs.series', { id: 'x', series: 'batch' }, 'not_found', /no run "x"/],
    ['runs.series', { id: 'x', series: 'other' }, 'bad_request', /series/],
    ['corpora.sentences', { id: 'x', split: 'test', offset: 0, limit: 501 }, 'bad_request', /limit/],
    ['corpora.rename', { id: 'x', name: '' }, 'bad_request', /name/],
    ['corpora.delete', { id: 'x' }, 'not_found', /no corpus "x"/],
    ['jobs.cancel', { id: 'x' }, 'not_found', /no job "x"/],
  ])('%s %j is refused as %s', async (method, params, code, sentence) => {
    const { lab } = await TestLab.open(await temporaryFolder())
    const error = await lab.handle(method, params).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LabError)
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) })
  })

  test('info, objectives and samples keep the contract', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    expect(await lab.ask('lab.info', {})).toMatchObject({ home, node: process.version, engines: [{ id: 'onnx' }, { id: 'cuda' }] })
    expect((await lab.ask('objectives.list', {})).map(({ id }) => id)).toContain('dg')
    expect(await lab.ask('corpora.samples', {})).toHaveLength(2)
  })

  test('a self-test answers the engines as they are after it', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    expect((await lab.ask('engines.test', { id: 'cuda' })).map(({ id }) => id)).toEqual(['onnx'])
  })

  test('an unused folder that cannot be made is refused with a sentence', async () => {
    const folder = await temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    await expect(Lab.open({ home: join(folder, 'file', 'home') })).rejects.toThrow(/The data folder .* cannot be used .*PLENUM_HOME/)
  })
})

describe('starting runs', () => {
  const start = { objectives: [{ id: 'vae' }], preset: 'tiny', seeds: [1] } as const

  test.each([
    [{ corpus: 'nowhere' }, /no corpus "nowhere"/],
    [{ objectives: [{ id: 'gan' }] }, /no objective "gan"/],
    [{ objectives: [{ id: 'dg', parameters: { agg_size: 0.5 } }] }, /agg_size.*whole number from/],
    [{ objectives: [] }, /objectives/],
    [{ settings: { latent: 1 } }, /settings.latent/],
    [{ settings: { depth: 1 } }, /depth/],
    [{ seeds: [-1] }, /seeds.0/],
    [{ engine: 'abacus' }, /no engine "abacus"; choose one of onnx, cuda/],
    [{ engine: 'cuda' }, /"cuda" is not available here. There is no graphics card./],
  ])('%j is refused and nothing is queued', async (change, sentence) => {
    const lab = await TestLab.open(await temporaryFolder())
    const corpus = await lab.corpus()
    await expect(lab.lab.handle('runs.start', { corpus, ...start, ...change })).rejects.toThrow(sentence)
    expect(await lab.ask('runs.list', {})).toEqual([])
  })

  test('settings are the preset under what is given; parameters are filled in; equal seeds count once', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const corpus = await lab.corpus()
    const runs = await lab.ask('runs.start', { corpus, objectives: [{ id: 'dg' }], preset: 'tiny', settings: { epochs: 1 }, seeds: [0, 0] })
    expect(runs).toHaveLength(1)
    expect(runs[0].config).toMatchObject({
      settings: { ...PRESETS.tiny.settings, epochs: 1 },
      objective: { id: 'dg', parameters: { agg_size: 32 } },
      engine: 'onnx',
      race: null,
    })
    expect(runs[0].corpus_name).toBe('Some corpus')
  })
})

describe('importing', () => {
  test('is a job with progress, told in few events, that ends with a corpus', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const job = await lab.ask('corpora.import', { source: { paths: ['/some/file.txt'] }, name: 'Mine' })
    expect(job).toMatchObject({ kind: 'import', state: 'running', title: 'Mine' })
    const done = await lab.job(job.id)
    expect(done).toMatchObject({ state: 'finished', share: 1 })
    expect(await lab.ask('corpora.list', {})).toMatchObject([{ id: done.result, name: 'Mine' }])
    const told = lab.events.filter((event) => event.type === 'job')
    expect(told.length).toBeLessThan(10)
    expect(told.at(-1)).toEqual({ type: 'job', job: done })
    expect(lab.events.some((event) => event.type === 'corpus')).toBe(true)
  })

  test.each([
    ['broken', 'failed', 'x.txt is empty.'],
    ['crash', 'failed', 'The process that read the corpus ended unexpectedly with exit code 9.'],
  ])('one that goes "%s" leaves nothing behind', async (name, state, message) => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const job = await lab.ask('corpora.import', { source: { paths: ['/x.txt'] }, name })
    expect(await lab.job(job.id)).toMatchObject({ state, message, result: null })
    expect(await lab.ask('corpora.list', {})).toEqual([])
    expect(await readdir(join(home, 'corpora'))).toEqual([])
  })

  test('one that is cancelled leaves nothing behind; the lab answers meanwhile', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const job = await lab.ask('corpora.import', { source: { paths: ['/x.txt'] }, name: 'slow' })
    await lab.until('it says something', async () => (await lab.ask('jobs.list', {}))[0].share !== null)
    await lab.ask('jobs.cancel', { id: job.id })
    expect(await lab.job(job.id)).toMatchObject({ state: 'cancelled', result: null })
    expect(await readdir(join(home, 'corpora'))).toEqual([])
  })

  test('a sample with the same options is imported once, also when asked twice at the same time', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const ask = (options = {}) => lab.ask('corpora.import', { source: { sample: 'glosses' }, options })
    const [first, second] = await Promise.all([ask(), ask()])
    expect(second.id).toBe(first.id)
    const done = await lab.job(first.id)
    expect(await ask({ lower_case: false })).toMatchObject({ state: 'finished', result: done.result })
    const other = await ask({ lower_case: true })
    expect((await lab.job(other.id)).result).not.toBe(done.result)
  })
})

describe('corpora', () => {
  test('are renamed, and deleted with their files', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const id = await lab.corpus()
    expect(await lab.ask('corpora.rename', { id, name: 'Reviews' })).toMatchObject({ id, name: 'Reviews' })
    await lab.ask('corpora.delete', { id })
    expect(await lab.ask('corpora.list', {})).toEqual([])
    expect(existsSync(join(home, 'corpora', id))).toBe(false)
    expect(lab.events.at(-1)).toEqual({ type: 'corpus.removed', id })
  })

  test('are not deleted while runs were trained on them; the sentence says which', async () => {
    const lab = await TestLab.open(await temporaryFolder())
    const run = await lab.start(0, { epochs: 1 })
    await lab.reaches(run.id, 'finished')
    const id = run.config.corpus
    await expect(lab.ask('corpora.delete', { id })).rejects.toThrow(
      'The corpus "Some corpus" is used by run #1 (VAE). Erase it first: a run in the bin still needs its corpus.',
    )
    await lab.ask('runs.delete', { id: run.id })
    await expect(lab.ask('corpora.delete', { id })).rejects.toThrow(/run #1 \(VAE\)\. It is in the bin: erase it there first\.$/)
    await lab.ask('runs.erase', { id: run.id })
    await lab.ask('corpora.delete', { id })
  })

  test('what an interrupted deletion left is cleared at the next opening', async () => {
    const home = await temporaryFolder()
    await (await TestLab.open(home)).lab.close()
    mkdirSync(join(home, 'runs', '.deleted-abc'))
    mkdirSync(join(home, 'runs', 'abc'))
    await TestLab.open(home)
    expect(await readdir(join(home, 'runs'))).toEqual(['abc'])
  })
})
