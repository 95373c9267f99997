import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../lab/lab-fixture'
import { TestCli } from './cli-fixture'

async function trained(): Promise<{ cli: TestCli; folder: string }> {
  const cli = new TestCli(await temporaryFolder())
  await cli.run('train', '--corpus', 'sample', '--objective', 'vae', 'dg:agg_size=4', '--epochs', '1', '--seed', '7', '8')
  return { cli, folder: await temporaryFolder() }
}

test('report writes a page and two pictures a method, and tells their paths', async () => {
  const { cli, folder } = await trained()
  const page = join(folder, 'results.md')
  expect(await cli.run('report', '#1', '#2', '#3', '--out', page, '--json')).toBe(0)
  const paths = JSON.parse(cli.out) as string[]
  expect(paths).toEqual(
    ['results.md', ...['vae', 'dg-agg-size-4'].flatMap((name) => [`figures/${name}-density.png`, `figures/${name}-centres.png`])].map(
      (name) => join(folder, name),
    ),
  )
  for (const path of paths) expect(existsSync(path), path).toBe(true)
  const text = readFileSync(page, 'utf8')
  expect(text).toContain('| VAE | 2 | ')
  expect(text).toContain(
    '<img src="figures/dg-agg-size-4-density.png" width="160" height="160" alt="Aggregated posterior of DG-VAE &#124;b&#124; = 4">',
  )
})

test('report --corpus takes every evaluated run on it; notes beside the page become its beginning, and are left alone', async () => {
  const { cli, folder } = await trained()
  const [page, notes] = [join(folder, 'page.md'), join(folder, 'page-notes.md')]
  writeFileSync(notes, 'Three honest sentences.\n')
  for (let i = 0; i < 2; i++) expect(await cli.run('report', '--corpus', 'some corpus', '--out', page)).toBe(0)
  expect(readFileSync(page, 'utf8')).toMatch(/# Results\n\nThree honest sentences.\n\n## Setting/)
  expect(readFileSync(page, 'utf8')).toMatch(/\| VAE \| 2 \|.*\n\| DG-VAE \\\|b\\\| = 4 \| 2 \|/)
  expect(readFileSync(notes, 'utf8')).toBe('Three honest sentences.\n')
})

test.each([
  [['report', '--out', 'x.md'], 'Either runs are given or --corpus'],
  [['report', '#1', '--corpus', 'x', '--out', 'x.md'], 'Either runs are given or --corpus'],
  [['report', '#1'], '--out is needed'],
  [['report', '#1', '--out', 'x.pdf'], '--out must be a Markdown file (.md), not "x.pdf"'],
  [['report', '#9', '--out', 'x.md'], 'RUN "#9" is not known'],
  [['report', '--corpus', 'news', '--out', 'x.md'], 'There is no run on --corpus news; corpora with runs: "Some corpus".'],
  [['report', '#1', '--out', 'x.md', '--notes', '/no/such/file.md'], '--notes: /no/such/file.md cannot be read (ENOENT)'],
])('%j is refused: %s', async (args, sentence) => {
  const { cli } = await trained()
  expect(await cli.run(...args)).toBe(2)
  expect(cli.err).toContain(sentence)
  expect(existsSync('x.md')).toBe(false)
})

test('a page that cannot be written is told before pictures are drawn', async () => {
  const { cli, folder } = await trained()
  mkdirSync(join(folder, 'folder.md'))
  expect(await cli.run('report', '#1', '--out', join(folder, 'folder.md'))).toBe(2)
  expect(cli.err).toContain(`--out must be a file; ${join(folder, 'folder.md')} is something else.`)
  writeFileSync(join(folder, 'file'), '')
  expect(await cli.run('report', '#1', '--out', join(folder, 'file', 'page.md'))).toBe(1)
  expect(cli.err).toBe(`${join(folder, 'file')} cannot be written (ENOTDIR).\n`)
})
