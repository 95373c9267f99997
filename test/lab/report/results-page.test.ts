import { describe, expect, test } from 'vitest'
import { resultsPage, type MethodFigure } from '../../../src/lab/report/results-page'
import { corpusSchema, type CorpusRecord } from '../../../src/shared/corpus'
import { importOptionsSchema } from '../../../src/shared/import-options'
import { finishedRun } from './report-fixture'

const split = (sentences: number) => ({ sentences, tokens: 1, unknown_tokens: 0, longest: 1, lengths: [], labels: [] })
const CORPUS: CorpusRecord = corpusSchema.parse({
  id: 'c1',
  name: 'short_yelp',
  created_at: 1,
  origin: '/x',
  hash: 'abcdef0123456789',
  options: importOptionsSchema.parse({}),
  vocabulary_size: 5151,
  labels: [],
  splits: { train: split(10_000), valid: split(1000), test: split(2000) },
  remarks: [],
  statistics: null,
})
const corpus = { id: 'c1', name: 'short_yelp' }
const settings = { epochs: 20 }
const vae = (number: number, seed: number) =>
  finishedRun({
    ...{ number, name: 'VAE', corpus, settings, seed },
    ...{ values: { prior_ll: -40 - seed / 10, kl: 0.006, cu_03: 32 }, intervals: { prior_ll: [-40.5, -39.5] } },
  })
const vmf = finishedRun({
  ...{ number: 3, name: 'vMF-VAE κ = 13', objective: { id: 'vmf', parameters: { kappa: 13 } }, corpus, settings, seed: 1 },
  ...{ values: { prior_ll: -39, kl: 2.17, cu_03: null }, intervals: { prior_ll: [-39.5, -38.5] } },
})
const page = (runs = [vae(1, 1), vmf], figures: MethodFigure[] = [], notes: string | null = null) =>
  resultsPage({ runs, corpora: [CORPUS], figures, notes, version: '0.1.0', source: 'Made by hand.' })
const sectionOf = (text: string, title: string) => text.split(`## ${title}\n\n`)[1].split('\n\n## ')[0]

describe('the page of results', () => {
  test('states corpus, settings, seeds and version from the records', () => {
    expect(sectionOf(page(), 'Setting')).toBe(
      [
        '- Corpus short\\_yelp: 10,000 training, 1,000 validation and 2,000 test sentences, vocabulary 5,151, data `abcdef012345`.',
        '- Settings: preset short with epochs 20; batching paper.',
        '- Seed 1. Of every run the checkpoint of the best validation loss, evaluated on the test split.',
        '- MI cannot exceed ln 2,000 = 7.60 nats.',
        '- Engine: onnx.',
        '- Plenum 0.1.0.',
      ].join('\n'),
    )
  })

  test('has the table with the best in bold and a dash where a metric is not defined, never 0', () => {
    const lines = sectionOf(page(), 'Test results').split('\n')
    expect(lines.slice(2)).toEqual([
      '| Method | Seeds | Prior LL | Post. LL | PPL | KL | Density gap | MI | AU | CU | Joint KL |',
      '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
      '| VAE | 1 | −40.10 | – | – | 0.006 | – | – | – | 32 | – |',
      '| vMF-VAE κ = 13 | 1 | **−39.00** | – | – | 2.170 | – | – | – | – | – |',
    ])
  })

  test('has an interval for every run; with several seeds the value of each too', () => {
    expect(sectionOf(page(), '95 % intervals')).toContain('| VAE | 1 | 7 | −40.50 … −39.50 | – | – | – | – |')
    const several = sectionOf(page([vae(1, 1), vae(2, 2)]), '95 % intervals')
    expect(several).toContain('| VAE | 1 | 7 | −40.10<br>−40.50 … −39.50 | – | – | 0.006 |')
    expect(several).toContain('| VAE | 2 | 7 | −40.20<br>−40.50 … −39.50 |')
    expect(sectionOf(page([vae(1, 1), vae(2, 2)]), 'Test results')).toContain('| VAE | 2 | −40.15 ± 0.07 |')
  })

  test('has the published rows of the same methods, in the columns that the paper prints', () => {
    expect(sectionOf(page(), 'What the paper prints for the same methods')).toBe(
      [
        'Published, Yahoo (10,000 test sentences, preset long): Improving Variational Autoencoders with Density Gap-based Regularization, NeurIPS 2022',
        '',
        '| Method | Prior LL | Post. LL | KL | MI | AU | CU |',
        '| --- | --: | --: | --: | --: | --: | --: |',
        '| VAE | −330.7 | −330.7 | 0.0 | 0.0 | 0 | 32 |',
      ].join('\n'),
    )
    expect(page([vmf])).not.toContain('## What the paper prints')
  })

  test('shows the figure four methods at a time', () => {
    const figures = Array.from({ length: 5 }, (_, i) => ({
      run: vae(i, i),
      density: `d${i}.png`,
      centres: `c${i}.png`,
      dimensions: [3, 1] as const,
    }))
    const section = sectionOf(page(undefined, figures), 'Aggregated posteriors')
    expect(section.match(/^\| density \|.*$/gm)?.map((row) => row.match(/<img src="d\d.png" width="160"/g)?.length)).toEqual([4, 1])
    expect(section).toContain('| dimensions | 3, 1 | 3, 1 | 3, 1 | 3, 1 |')
    expect(page()).not.toContain('## Aggregated posteriors')
  })

  test('begins with the notes, and ends with the command that makes the runs', () => {
    expect(page(undefined, [], 'Mine.\n\nMy own.\n')).toMatch(/^<!-- Made by hand. -->\n\n# Results\n\nMine.\n\nMy own.\n\n## Setting\n/)
    expect(page()).toMatch(
      /```sh\nplenum train --corpus short_yelp --preset short --epochs 20 --seed 1 --objective vae vmf:kappa=13\n```\n$/,
    )
  })
})
