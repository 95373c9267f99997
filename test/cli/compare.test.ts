import { describe, expect, test } from 'vitest'
import { comparisonText } from '../../src/cli/text/comparison-text'
import { reportTable } from '../../src/shared/report/table'
import { compareRuns } from '../../src/shared/comparison'
import { temporaryFolder } from '../lab/lab-fixture'
import { finishedRun } from '../lab/report/report-fixture'
import { TestCli } from './cli-fixture'

/** A command line over a home with two seeds of a VAE (#1, #3) and of a DG-VAE (#2, #4); the fake worker measures all alike. */
async function trained(): Promise<TestCli> {
  const cli = new TestCli(await temporaryFolder())
  await cli.run('train', '--corpus', 'sample', '--objective', 'vae', 'dg', '--epochs', '1', '--seed', '7', '8')
  return cli
}

describe('compare', () => {
  test('groups seeds, and shows the published rows of the methods', async () => {
    const cli = await trained()
    expect(await cli.run('compare', '#2', '#1', '#3', '#4')).toBe(0)
    const lines = cli.out.split('\n')
    expect(lines[0]).toMatch(
      /^Some corpus, preset short with epochs 1, test split \(10 sentences\); mean ± standard deviation over seeds\.$/,
    )
    expect(lines[2]).toMatch(/^Method +Seeds +Prior LL +Post. LL +PPL +KL +Density gap +MI +AU +CU +Joint KL$/)
    expect(lines[3]).toMatch(/^DG-VAE \|b\| = 32 +2 +−40.10 ± 0.00\* +– +– +– +– +– +3.0 ± 0.0\* +– +–$/)
    expect(lines[4]).toMatch(/^VAE +2 /)
    expect(cli.out).toMatch(
      /\nPublished, Yahoo \(10,000 test sentences, preset long\): .*NeurIPS 2022\nVAE +−330.7 .*\nDG-VAE \|b\| = 32 +−355.4 /,
    )
    expect(cli.err).toBe('')
  })

  test('in each format writes one document; remarks stay on stderr', async () => {
    const cli = await trained()
    expect(await cli.run('compare', '#1', '--split', 'valid', '--json')).toBe(0)
    expect(JSON.parse(cli.out)).toMatchObject({ split: 'valid', rows: [{ method: 'VAE', sentences: null, values: { prior_ll: null } }] })
    expect(cli.err).toBe('VAE is not evaluated on valid.\n')
    expect(await cli.run('compare', '#1', '#2', '--csv')).toBe(0)
    expect(cli.out).toMatch(/^source,method,.*\r\nown,VAE,Some corpus,short,.*-40.1,,-41,-39,/)
    expect(await cli.run('compare', '#1', '--latex', '--intervals')).toBe(0)
    expect(cli.out).toMatch(/\\begin\{tabular\}\{lrrrrrrrrr\}[^]*VAE & \$-\$40.10 \$\\pm\$ 1.00 & -- /)
    expect(await cli.run('compare', '#1', '#2', '--markdown', '--published')).toBe(0)
    expect(cli.out).toMatch(/\| less published \| {2}\| – \| .* \| \+3 \| – \| – \|/)
  })
})

test('columns are chosen and sorted by, and every run is a row where that is asked', async () => {
  const cli = await trained()
  expect(await cli.run('compare', '#1', '#2', '#3', '--runs', '--columns', 'au', 'prior_ll', '--sort', 'au')).toBe(0)
  const lines = cli.out.split('\n')
  expect(lines[2]).toMatch(/^Method +Seeds +AU +Prior LL$/)
  expect(lines.slice(3, 6).map((line) => line.split(/ {2,}/)[0])).toEqual(['VAE (seed 7)', 'DG-VAE |b| = 32 (seed 7)', 'VAE (seed 8)'])
  expect(await cli.run('compare', '#1', '--columns', 'au', '--sort', 'mi')).toBe(2)
  expect(cli.err).toMatch(/--sort mi is not among the columns: au\./)
})

test('the terminal aligns numbers and stars the best', () => {
  const corpus = { id: 'c1', name: 'yelp' }
  const runs = [
    finishedRun({ number: 1, name: 'VAE', corpus, seed: 1, values: { prior_ll: -40.5, au: 31, cu_03: 32 } }),
    finishedRun({ number: 2, name: 'VAE', corpus, seed: 2, values: { prior_ll: -40.7, au: 32, cu_03: 32 } }),
    finishedRun({
      ...{ number: 3, name: 'vMF-VAE κ = 13', corpus, objective: { id: 'vmf', parameters: { kappa: 13 } } },
      ...{ values: { prior_ll: -39.25, au: 32, cu_03: null }, intervals: { prior_ll: [-39.55, -38.95] } },
    }),
  ]
  const comparison = compareRuns(runs, { columns: ['prior_ll', 'au', 'cu_03'] })
  expect(comparisonText(reportTable(comparison, { differences: true, intervals: true }))).toBe(
    [
      'yelp, preset short, test split (2,000 sentences); mean ± standard deviation over seeds; of a single run ± half the width of its 95 % interval.',
      '',
      'Method            Seeds       Prior LL           AU           CU',
      'VAE                   2  −40.60 ± 0.14   31.5 ± 0.7   32.0 ± 0.0',
      '  less published                     –        +31.5           ±0',
      'vMF-VAE κ = 13        1  −39.25 ± 0.30*          32*           –',
      '',
      'Published, Yahoo (10,000 test sentences, preset long): Improving Variational Autoencoders with Density Gap-based Regularization, NeurIPS 2022',
      'VAE                             −330.7            0           32',
      '',
      '* the best of its column',
      '',
    ].join('\n'),
  )
})
