import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../lab/lab-fixture'
import { TestCli } from './cli-fixture'

/** A command line over a home with one finished run. */
async function trained(): Promise<TestCli> {
  const cli = new TestCli(await temporaryFolder())
  await cli.run('train', '--corpus', 'sample', '--objective', 'vae', '--epochs', '1', '--seed', '7')
  return cli
}

describe('generate --interpolate', () => {
  test('prints the path with ROUGE against both ends and names unknown words', async () => {
    const cli = await trained()
    expect(await cli.run('generate', '#1', '--interpolate', 'good food', 'bad zebra', '--points', '3', '--path', 'circle')).toBe(0)
    const [head, first, middle, last] = cli.out.split('\n')
    expect(head).toMatch(/^ *t {2}ROUGE-L to A {2} to B {2}Sentence$/)
    expect(first).toMatch(/^0.00 +1.000 +0.000 {2}good food \{"method":"greedy","beam":5,"temperature":1,"top_p":1,"seed":1\}$/)
    expect(middle).toMatch(/^0.50 +0.500 +0.500 {2}bad zebra$/)
    expect(last).toMatch(/^1.00 /)
    expect(cli.err).toBe('Not known to the corpus and read as <unk>: zebra.\n')
  })

  test('with --json is the document of the lab; decoding options reach it', async () => {
    const cli = await trained()
    const decoding = ['--decode', 'sample', '--temperature', '0.7', '--top-p', '0.9', '--seed', '5']
    expect(await cli.run('generate', '#1', '--interpolate', 'a', 'b', ...decoding, '--json')).toBe(0)
    const { path, points, unknown } = JSON.parse(cli.out) as { path: string; points: { sentence: string }[]; unknown: string[] }
    expect([path, points.length, unknown]).toEqual(['line', 11, []])
    expect(points[0].sentence).toContain('"method":"sample","beam":5,"temperature":0.7,"top_p":0.9,"seed":5')
    expect(cli.err).toBe('')
  })
})

test('generate --samples prints a sentence a line; more than a thousand come in pieces, each with a seed of its own', async () => {
  const cli = await trained()
  expect(await cli.run('generate', '#1', '--samples', '2')).toBe(0)
  expect(cli.out).toBe('seed 1\nseed 1\n')
  expect(await cli.run('generate', '#1', '--samples', '1001', '--seed', '4', '--json')).toBe(0)
  const sentences = JSON.parse(cli.out) as string[]
  expect([sentences.length, sentences[999], sentences[1000]]).toEqual([1001, 'seed 4', 'seed 5'])
})

describe('generate --reconstruct', () => {
  test('decodes the lines of a file, blank ones left out', async () => {
    const cli = await trained()
    const file = join(await temporaryFolder(), 'lines.txt')
    writeFileSync(file, '\uFEFFgood food\r\n\r\na zebra zoo\r\n')
    expect(await cli.run('generate', '#1', '--reconstruct', file, '--decode', 'beam', '--beam', '3')).toBe(0)
    expect(cli.out).toBe('good food\n  → beam 1\na zebra zoo\n  → beam 1\n')
    expect(cli.err).toBe('Not known to the corpus and read as <unk>: zebra, zoo.\n')
  })

  test('reads stdin, sends more than a thousand lines in pieces, and names twenty unknown words', async () => {
    const cli = await trained()
    cli.input = Array.from({ length: 1001 }, (_, i) => `line z${i % 25}`).join('\n')
    expect(await cli.run('generate', '#1', '--reconstruct', '-', '--json')).toBe(0)
    const pairs = JSON.parse(cli.out) as { source: string; decoded: string }[]
    expect(pairs).toHaveLength(1001)
    expect(pairs[1000]).toMatchObject({ source: 'line z0', decoded: 'greedy 2', unknown: ['z0'] })
    expect(cli.err).toMatch(/z18, z19 and 5 more\.\n$/)
  })

  test('of nothing, or of a file that is not there, is refused', async () => {
    const cli = await trained()
    cli.input = ' \n\n'
    expect(await cli.run('generate', '#1', '--reconstruct', '-')).toBe(2)
    expect(cli.err).toContain('--reconstruct: there is no sentence in stdin.')
    expect(await cli.run('generate', '#1', '--reconstruct', '/no/such/file')).toBe(2)
    expect(cli.err).toContain('--reconstruct: /no/such/file cannot be read (ENOENT).')
  })
})
