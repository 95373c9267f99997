import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ENGINES } from '../../src/lab/engines/registry'
import type { EngineStatus } from '../../src/shared/engine'
import { runSchema, type Run } from '../../src/shared/run'
import { temporaryFolder } from '../lab/lab-fixture'
import { soon } from '../soon'
import { TestCli } from './cli-fixture'

const open = async () => new TestCli(await temporaryFolder())
const train = ['train', '--corpus', 'sample', '--objective', 'vae', 'dg', '--preset', 'tiny', '--epochs', '2'] as const
const runsOf = async (cli: TestCli): Promise<Run[]> => {
  await cli.run('runs', '--json')
  return JSON.parse(cli.out) as Run[]
}

describe('train', () => {
  test('imports, trains, and ends with the table of the paper on stdout', async () => {
    const cli = await open()
    expect(await cli.run(...train, '--seed', '7')).toBe(0)
    expect(cli.out).toMatch(/^#\s+Run\s+Method.*Prior LL\s+Post. LL\s+PPL\s+KL\s+Density gap\s+MI\s+AU\s+CU\s+Joint KL\n/)
    expect(cli.out).toMatch(/1 {2}\w{6} {2}VAE .*finished +2\/2 +−40.10 +– +– +– +– +– +3 /)
    expect(cli.err).toMatch(/Importing WordNet glosses/)
    expect(cli.err).toMatch(/#2 DG-VAE \|b\| = 32 +epoch 2\/2 .*finished/)
  })

  test('with --json writes only the document to stdout', async () => {
    const cli = await open()
    expect(await cli.run(...train, '--json', '--seed', '7', '8')).toBe(0)
    const { runs } = JSON.parse(cli.out) as { runs: unknown[] }
    expect(runs.map((run) => runSchema.parse(run)).map(({ config, state }) => [config.seed, config.objective.id, state])).toEqual([
      [7, 'vae', 'finished'],
      [7, 'dg', 'finished'],
      [8, 'vae', 'finished'],
      [8, 'dg', 'finished'],
    ])
  })

  test('with flags and a group trains each choice, and tells its notices once', async () => {
    const cli = await open()
    const given = ['--objective', 'dg+skip', '--agg_size', '5', '--group', 'gamma', '--add-bow', '--warm_up', '2']
    expect(await cli.run('train', '--corpus', 'sample', ...given, '--preset', 'tiny', '--epochs', '1', '--seed', '7', '8')).toBe(0)
    const said = cli.err.match(/DG-VAE \|b\| = 5 \+ skip \+ bow: The aggregation size 5 does not divide the batch of 32/g)
    expect(said).toHaveLength(1)
    const runs = await runsOf(cli)
    expect(runs.map(({ name, config }) => [name, config.seed, config.settings.warm_up])).toHaveLength(14)
    expect(runs.find(({ number }) => number === 1)).toMatchObject({
      name: 'DG-VAE |b| = 5 + skip + bow',
      config: { seed: 7, objective: { parameters: { agg_size: 5 }, modifiers: { skip: {}, bow: {} } }, settings: { warm_up: 2 } },
    })
    expect(runs.filter(({ name }) => name === 'BN-VAE γ = 1.2 + bow')).toHaveLength(2)
  })

  test('with --race trains the objectives of each seed in lock-step', async () => {
    const cli = await open()
    expect(await cli.run(...train, '--race', '--seed', '7', '8')).toBe(0)
    const races = (await runsOf(cli)).map(({ config }) => `${config.seed} ${config.race}`)
    expect(new Set(races).size).toBe(2)
    expect(races.every((race) => !race.endsWith('null'))).toBe(true)
    expect(await cli.run('train', '--corpus', 'sample', '--objective', 'vae', '--race')).toBe(2)
    expect(cli.err).toContain('--race needs at least two objectives')
  })

  test('with --estimate says what it would take, and starts nothing', async () => {
    const cli = await open()
    expect(await cli.run(...train, '--estimate', '--seed', '7')).toBe(0)
    expect(cli.out).toMatch(
      /^Run +Time +Memory +Disk\nvae, seed 7 +0:26 +256 MiB +\S+ MiB\ndg:agg_size=32, seed 7 +0:28 .*\nIn all .*\nMeasured here by a few steps.*\nStarted now it is finished about \d\d:\d\d\.\n$/,
    )
    expect(await cli.run(...train, '--estimate', '--json', '--seed', '7')).toBe(0)
    expect(JSON.parse(cli.out)).toMatchObject({ runs: [{ seconds: 26 }, { seconds: 28 }] })
    expect(await runsOf(cli)).toEqual([])
  })

  test('a run that crashes or fails exits 1 with its sentence; resume goes on', async () => {
    const cli = await open()
    expect(await cli.run('train', '--corpus', 'sample', '--objective', 'vae', '--epochs', '2', '--seed', '1')).toBe(1)
    expect(cli.err).toContain('Resume continues after epoch 1.')
    const [{ id }] = await runsOf(cli)
    expect(await cli.run('resume', id.slice(0, 5))).toBe(0)
    expect(cli.out).toMatch(/finished +2\/2/)
    expect(await cli.run('resume', '#1')).toBe(1)
    expect(cli.err).toMatch(/Run #1 \(VAE\) is finished/)
  })

  test('of an interrupted race one is resumed with the other, whether one is named or both', async () => {
    for (const names of [['#1', '#2'], ['#2']]) {
      const cli = await open()
      expect(await cli.run('train', '--corpus', 'sample', '--objective', 'vae', 'dg', '--race', '--epochs', '2', '--seed', '1')).toBe(1)
      expect((await runsOf(cli)).map(({ state }) => state)).toEqual(['interrupted', 'interrupted'])
      expect(await cli.run('resume', ...names), cli.err).toBe(0)
      expect((await runsOf(cli)).map(({ state }) => state)).toEqual(['finished', 'finished'])
    }
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s exits %i, leaves the runs interrupted and says how to resume', async (signal, code) => {
    const cli = await open()
    const ended = cli.run('train', '--corpus', 'sample', '--objective', 'vae', '--epochs', '2', '--seed', '4')
    await soon(() => expect(cli.err).toMatch(/#1 VAE/))
    cli.interrupt(signal)
    expect(await ended).toBe(code)
    expect(cli.out).toBe('')
    const said = cli.err
    const [run] = await runsOf(cli)
    expect(run.state).toBe('interrupted')
    expect(said).toContain(`plenum resume ${run.id.slice(0, 8)}`)
  })

  test('a path is imported on the fly, and not again while it has not changed', async () => {
    const cli = await open()
    const path = join(await temporaryFolder(), 'mine.txt')
    writeFileSync(path, 'a b c\n')
    const once = ['train', '--corpus', path, '--objective', 'vae', '--epochs', '1', '--seed', '7']
    expect(await cli.run(...once)).toBe(0)
    expect(await cli.run(...once)).toBe(0)
    await cli.run('corpora', '--json')
    expect(JSON.parse(cli.out)).toMatchObject([{ origin: path }])
    expect(await cli.run('train', '--corpus', 'some corpus', '--objective', 'vae', '--epochs', '1', '--seed', '7')).toBe(0)
  })
})

describe('import', () => {
  test('prints the corpus, with --json as a document, and passes its options', async () => {
    const cli = await open()
    expect(await cli.run('import', '/x/reviews.txt', '--name', 'Reviews', '--lower-case', '--max-length', '30', '--json')).toBe(0)
    expect(JSON.parse(cli.out)).toMatchObject({ name: 'Reviews', options: { lower_case: true, max_length: 30 } })
    expect(await cli.run('corpora')).toBe(0)
    expect(cli.out).toContain('Reviews')
  })

  test('--preview shows how files would be read and imports nothing; the corpora command lists sentences', async () => {
    const cli = await open()
    const path = join(await temporaryFolder(), 'reviews.csv')
    writeFileSync(path, `stars,review\n${Array.from({ length: 40 }, (_, i) => `${i % 5},this is review number ${i}`).join('\n')}\n`)
    expect(await cli.run('import', path, '--preview')).toBe(0)
    expect(cli.out).toMatch(/^reviews\.csv: to be cut, table, UTF-8, separated by comma, first row names the columns/)
    expect(cli.out).toMatch(/sentences in review, labels in stars\n2 +0 +this is review number 0\n/)
    expect(await cli.run('import', path, '--preview', '--text-column', 'stars', '--labelled', 'no', '--json')).toBe(0)
    expect(JSON.parse(cli.out)).toMatchObject({ files: [{ text_column: 'stars', label_column: null }] })
    // What is said of one file names it as the command line does, from where one is.
    const here = `${relative(process.cwd(), path)}:text_column=stars`
    expect(await cli.run('import', path, '--preview', '--labelled', 'no', '--file', here, '--json')).toBe(0)
    expect(JSON.parse(cli.out)).toMatchObject({ files: [{ text_column: 'stars' }] })
    expect(await cli.run('import', path, '--preview', '--text-column', 'title')).toBe(1)
    expect(cli.err).toContain('reviews.csv has no column "title" for the sentences; it has "stars", "review".')
    expect(await cli.run('corpora')).toBe(0)
    expect(cli.err).toContain('There is no corpus yet')
    expect(await cli.run('corpora', 'reviews')).toBe(2)
    expect(cli.err).toContain('There is no corpus "reviews"')
  })

  test('one that fails exits 1 with the sentence', async () => {
    const cli = await open()
    expect(await cli.run('import', '/x.txt', '--name', 'broken')).toBe(1)
    expect(cli.err).toContain('x.txt is empty.\n')
    expect(cli.out).toBe('')
  })
})

describe('evaluate', () => {
  test('prints every figure of the split', async () => {
    const cli = await open()
    await cli.run('train', '--corpus', 'sample', '--objective', 'vae', '--epochs', '1', '--seed', '7')
    expect(await cli.run('evaluate', '#1', '--split', 'valid')).toBe(0)
    expect(cli.out).toMatch(/^#1 VAE: epoch 1 on valid, 10 sentences\n[^]*Prior LL +−40.10 +−41.00 … −39.00 +nats\n[^]*AU +3 +– +units\n/)
    expect(await cli.run('evaluate', '#1', '--json')).toBe(0)
    expect(JSON.parse(cli.out)).toMatchObject({ split: 'test', values: { au: 3, kl: null }, text: null })
    // Of decoded sentences nothing is explained where none were decoded.
    expect(await cli.run('evaluate', '#1', '--explain')).toBe(0)
    expect(cli.out).toMatch(/\nPrior LL: .*\n {2}Estimator: /)
    expect(cli.out).not.toContain('ROUGE-L')
  })

  test('--all takes every split with decoded sentences, --explain says how, several runs come one after the other', async () => {
    const cli = await open()
    await cli.run('train', '--corpus', 'sample', '--objective', 'vae', 'dg', '--epochs', '1', '--seed', '7')
    expect(await cli.run('evaluate', '#1', '#2', '#1', '--all', '--explain')).toBe(0)
    expect([...cli.out.matchAll(/^#(\d) .*: epoch 1 on (\w+)/gm)].map(([, number, split]) => `${number} ${split}`)).toEqual([
      '1 train',
      '1 valid',
      '1 test',
      '2 train',
      '2 valid',
      '2 test',
    ])
    expect(cli.out).toMatch(/Interpolation along a line, 5 pairs: ROUGE-L F\n[^]*\n {2}Self-BLEU-4 +50.00 +49.00 … 51.00\n/)
    expect(cli.out).toMatch(/\n {2}BLEU-1 +50.00 +49.00 … 51.00 +40.00 +39.00 … 41.00 +45.00 +44.00 … 46.00\n/)
    expect(cli.out).toMatch(/\nPrior LL: .*\n {2}Estimator: .*\n {2}95 % interval: Bootstrap over sentences.\n/)
    expect(cli.out).toMatch(/\nROUGE-L: .*\n {2}Estimator: .* 11 points .*\n {2}95 % interval: Bootstrap over pairs.\n/)
    expect(cli.out).toMatch(/\nPrior samples, F: .*\n {2}Estimator: .*\n {2}95 % interval: Bootstrap over pieces.\n$/)
    expect(await cli.run('evaluate', '#1', '--all', '--json')).toBe(0)
    expect(JSON.parse(cli.out)).toMatchObject([
      { split: 'train', text: { prior_samples: { pieces: 2 } } },
      { split: 'valid' },
      { split: 'test' },
    ])
  })

  test('an evaluation that fails exits 1 with its sentence', async () => {
    const cli = await open()
    await cli.run('train', '--corpus', 'sample', '--objective', 'vae', '--epochs', '1', '--seed', '3')
    expect(await cli.run('evaluate', '#1')).toBe(1)
    expect(cli.err).toMatch(/has no checkpoint yet/)
  })
})

test('an empty store says what to do next', async () => {
  const cli = await open()
  expect(await cli.run('runs')).toBe(0)
  expect(cli.err).toMatch(/There is no run yet: plenum train/)
  expect(await cli.run('runs', '--json')).toBe(0)
  expect(cli.out).toBe('[]\n')
  expect(await cli.run('corpora')).toBe(0)
  expect(cli.err).toMatch(/There is no corpus yet/)
})

test('engines are listed with their devices', async () => {
  const cli = await open()
  expect(await cli.run('engines', '--json')).toBe(0)
  const listed = JSON.parse(cli.out) as EngineStatus[]
  expect(listed.map(({ id }) => id)).toEqual(ENGINES.map(({ id }) => id))
  expect(listed).toContainEqual(expect.objectContaining({ id: 'onnx', available: true }))
  expect(listed).toContainEqual(expect.objectContaining({ id: 'tensorflow-wasm', available: true }))
  const linked = { id: 'tensorflow', available: false, version: null, note: expect.stringContaining('No TensorFlow is linked.') as string }
  expect(listed).toContainEqual(expect.objectContaining(linked))
  for (const { available, note } of listed) expect(available || note).toBeTruthy()
})
