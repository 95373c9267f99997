import { describe, expect, test } from 'vitest'
import { csvOf, toCsv } from '../../../src/shared/report/csv'
import { toJson } from '../../../src/shared/report/json'
import { escapeLatex, toLatex } from '../../../src/shared/report/latex'
import { escapeMarkdown, toMarkdown } from '../../../src/shared/report/markdown'
import { reportTable, settingsInWords } from '../../../src/shared/report/table'
import { compareRuns } from '../../../src/shared/comparison'
import { finishedRun } from '../../lab/report/report-fixture'

const corpus = { id: 'c1', name: 'short_yelp & 50 %' }
const settings = { epochs: 20 }
const COLUMNS = ['prior_ll', 'kl', 'au', 'cu_03'] as const
/** Two seeds of a method with a published row, one run of a method without CU and without a published row. */
const RUNS = [
  finishedRun({
    number: 1,
    name: 'DG-VAE |b| = 32',
    objective: { id: 'dg', parameters: { agg_size: 32 } },
    values: { prior_ll: -40.5, kl: 3, au: 32, cu_03: 32 },
    ...{ corpus, settings, seed: 1 },
  }),
  finishedRun({
    number: 2,
    name: 'DG-VAE |b| = 32',
    objective: { id: 'dg', parameters: { agg_size: 32 } },
    values: { prior_ll: -40.7, kl: 3.25, au: 31, cu_03: 32 },
    ...{ corpus, settings, seed: 2 },
  }),
  finishedRun({
    number: 3,
    name: 'vMF-VAE κ = 13',
    objective: { id: 'vmf', parameters: { kappa: 13 } },
    values: { prior_ll: -39.25, kl: 2.172591, au: 32, cu_03: null },
    intervals: { prior_ll: [-39.55, -38.95] },
    ...{ corpus, settings },
  }),
]
const comparison = compareRuns(RUNS, { columns: COLUMNS })
const table = reportTable(comparison, { differences: true, intervals: true })

test('LaTeX with booktabs', () => {
  expect(toLatex(table)).toMatchInlineSnapshot(`
    "% Needs \\usepackage{booktabs}
    \\begin{table}
      \\centering
      \\caption{short\\_yelp \\& 50 \\%, preset short with epochs 20, test split (2,000 sentences); mean $\\pm$ standard deviation over seeds; of a single run $\\pm$ half the width of its 95 \\% interval. Published, Yahoo (10,000 test sentences, preset long): Improving Variational Autoencoders with Density Gap-based Regularization, NeurIPS 2022.}
      \\begin{tabular}{lrrrr}
        \\toprule
        Method & Prior LL & KL & AU & CU \\\\
        \\midrule
        DG-VAE \\textbar{}b\\textbar{} = 32 & $-$40.60 $\\pm$ 0.14 & 3.125 $\\pm$ 0.177 & 31.5 $\\pm$ 0.7 & 32.0 $\\pm$ 0.0 \\\\
        less published & -- & -- & $-$0.5 & $\\pm$0 \\\\
        vMF-VAE $\\kappa$ = 13 & \\textbf{$-$39.25 $\\pm$ 0.30} & 2.173 & \\textbf{32} & -- \\\\
        \\midrule
        \\multicolumn{5}{l}{Published, Yahoo (10,000 test sentences, preset long)} \\\\
        DG-VAE \\textbar{}b\\textbar{} = 32 & $-$355.4 & 65.2 & 32 & 32 \\\\
        \\bottomrule
      \\end{tabular}
    \\end{table}
    "
  `)
})

test('LaTeX is plain ASCII with every brace closed, whatever a corpus is called', () => {
  const odd = { id: 'c2', name: 'a_b & {50 %} \\ $x$ #1 ~ ^ <y> "q" |z|' }
  const run = finishedRun({ number: 4, name: 'δ-VAE δ = 0.15', values: { prior_ll: -40, kl: 1, au: 3, cu_03: 2 }, corpus: odd, settings })
  const latex = toLatex(reportTable(compareRuns([...RUNS, run], { columns: COLUMNS })))
  expect(latex).toMatch(/^[\n\x20-\x7e]*$/)
  const braces = latex.replaceAll(/\\[{}]/g, '')
  expect(braces.split('{').length).toBe(braces.split('}').length)
})

test('a row of differences is left out where none can be told', () => {
  const narrow = finishedRun({
    number: 5,
    name: 'DG-VAE |b| = 32',
    objective: { id: 'dg', parameters: { agg_size: 32 } },
    settings: { latent: 8 },
  })
  const { parts } = reportTable(compareRuns([narrow], { columns: COLUMNS }), { differences: true })
  expect(parts[0].rows.map(({ kind }) => kind)).toEqual(['own'])
  expect(parts[1].rows.map(({ kind }) => kind)).toEqual(['published'])
})

test('Markdown with pipes escaped', () => {
  expect(toMarkdown(table)).toMatchInlineSnapshot(`
    "short\\_yelp & 50 %, preset short with epochs 20, test split (2,000 sentences); mean ± standard deviation over seeds; of a single run ± half the width of its 95 % interval.

    | Method | Seeds | Prior LL | KL | AU | CU |
    | --- | --: | --: | --: | --: | --: |
    | DG-VAE \\|b\\| = 32 | 2 | −40.60 ± 0.14 | 3.125 ± 0.177 | 31.5 ± 0.7 | 32.0 ± 0.0 |
    | less published |  | – | – | −0.5 | ±0 |
    | vMF-VAE κ = 13 | 1 | **−39.25 ± 0.30** | 2.173 | **32** | – |

    Published, Yahoo (10,000 test sentences, preset long): Improving Variational Autoencoders with Density Gap-based Regularization, NeurIPS 2022

    | Method | Prior LL | KL | AU | CU |
    | --- | --: | --: | --: | --: |
    | DG-VAE \\|b\\| = 32 | −355.4 | 65.2 | 32 | 32 |
    "
  `)
})

test('CSV at full precision, what is not defined empty', () => {
  expect(toCsv(comparison)).toMatch(/^[^\n]*\r\n(own,[^\n]*\r\n){2}published,[^\n]*\r\n$/)
  expect(toCsv(comparison, { differences: true })).toMatchInlineSnapshot(`
    "source,method,corpus,preset,context,split,sentences,seeds,prior_ll,prior_ll_sd,prior_ll_low,prior_ll_high,kl,kl_sd,kl_low,kl_high,au,au_sd,au_low,au_high,cu_03,cu_03_sd,cu_03_low,cu_03_high
    own,DG-VAE |b| = 32,short_yelp & 50 %,short,,test,2000,2,-40.6,0.14142135623731153,,,3.125,0.1767766952966369,,,31.5,0.7071067811865476,,,32,0,,
    difference,DG-VAE |b| = 32,short_yelp & 50 %,short,,test,2000,2,,,,,,,,,-0.5,,,,0,,,
    own,vMF-VAE κ = 13,short_yelp & 50 %,short,,test,2000,1,-39.25,,-39.55,-38.95,2.172591,,,,32,,,,,,,
    published,DG-VAE |b| = 32,Yahoo,long,"Improving Variational Autoencoders with Density Gap-based Regularization, NeurIPS 2022",test,10000,,-355.4,,,,65.2,,,,32,,,,32,,,
    "
  `)
})

test('CSV quotes what RFC 4180 wants quoted', () => {
  expect(csvOf([['a,b', 'say "no"', 'two\nlines', ' plain ', -1.5, null, undefined, 0]])).toBe(
    '"a,b","say ""no""","two\nlines", plain ,-1.5,,,0\r\n',
  )
})

test('JSON at full precision, with runs, settings and null where a metric is not defined', () => {
  const json = toJson(comparison)
  expect(JSON.parse(JSON.stringify(json))).toEqual(json)
  expect(json.rows[0]).toMatchObject({
    method: 'DG-VAE |b| = 32',
    corpus: { id: 'c1', name: 'short_yelp & 50 %' },
    settings: { epochs: 20, latent: 32 },
    runs: [
      { id: 'run-1', seed: 1 },
      { id: 'run-2', seed: 2 },
    ],
    values: { kl: { mean: 3.125, count: 2, best: false, published: 65.2, difference: null }, au: { difference: -0.5 } },
  })
  expect(json.rows[1].values).toMatchObject({ cu_03: null, prior_ll: { interval: [-39.55, -38.95], best: true, published: null } })
  expect(json.published.rows).toMatchObject([{ method: 'DG-VAE |b| = 32', values: { prior_ll: -355.4 } }])
})

describe('without options', () => {
  test('there are no differences and no half-widths', () => {
    const plain = reportTable(comparison)
    expect(plain.parts[0].rows.map(({ kind, cells }) => [kind, cells[0].text])).toEqual([
      ['own', '−40.60 ± 0.14'],
      ['own', '−39.25'],
    ])
    expect(plain.caption).toMatch(/; mean ± standard deviation over seeds\.$/)
  })

  test('no published row, no published part; what differs among rows stands in their labels', () => {
    const { caption, parts } = reportTable(
      compareRuns([
        RUNS[2],
        finishedRun({ number: 4, name: 'vMF-VAE κ = 13', objective: RUNS[2].config.objective, corpus, settings: { epochs: 30 } }),
      ]),
    )
    expect(parts).toHaveLength(1)
    expect(parts[0].rows.map(({ label }) => label)).toEqual(['vMF-VAE κ = 13 (epochs 20)', 'vMF-VAE κ = 13 (epochs 30)'])
    expect(caption).toBe('short_yelp & 50 %, test split (2,000 sentences).')
  })
})

test('settings in words are those that differ from the preset', () => {
  expect(settingsInWords(RUNS[0].config)).toBe('preset short with epochs 20')
  expect(settingsInWords(finishedRun({ number: 1, name: 'VAE' }).config)).toBe('preset short')
})

test('what LaTeX and Markdown would read as their own is escaped', () => {
  expect(escapeLatex('50 % of {a}_b & $c #1 ~^\\ <d> −1 ± ∞ – κ')).toBe(
    String.raw`50 \% of \{a\}\_b \& \$c \#1 \textasciitilde{}\textasciicircum{}\textbackslash{} \textless{}d\textgreater{} $-$1 $\pm$ $\infty$ -- $\kappa$`,
  )
  expect(escapeMarkdown('a|b_*`c` [d] <e>')).toBe('a\\|b\\_\\*\\`c\\` \\[d\\] \\<e\\>')
})

test('the caption tells the ceiling of MI where MI is shown and the split is as large for all', () => {
  const run = (number: number, sentences: number) =>
    finishedRun({ number, name: 'VAE', values: { mi: 1, kl: 1 }, sentences, corpus: { id: `c${number}`, name: `corpus ${number}` } })
  const caption = (runs: ReturnType<typeof run>[], id: 'mi' | 'kl') => reportTable(compareRuns(runs, { columns: [id] })).caption
  expect(caption([run(1, 2000), run(2, 2000)], 'mi')).toMatch(/\. MI cannot exceed ln 2,000 = 7\.60 nats\.$/)
  expect(caption([run(1, 2000)], 'kl')).not.toContain('ln')
  expect(caption([run(1, 2000), run(2, 500)], 'mi')).not.toContain('ln')
  expect(reportTable(comparison).caption).not.toContain('ln')
})
