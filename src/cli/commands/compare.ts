import { compareRuns, sortRows } from '../../shared/comparison'
import { SPLITS } from '../../shared/corpus'
import { EVALUATED, METRICS, PAPER_COLUMNS } from '../../shared/metrics'
import { toCsv } from '../../shared/report/csv'
import { toJson } from '../../shared/report/json'
import { toLatex } from '../../shared/report/latex'
import { toMarkdown } from '../../shared/report/markdown'
import { reportTable } from '../../shared/report/table'
import { comparisonText } from '../comparison-text'
import { defineCommand } from '../command'
import { findRuns } from '../find-run'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { listOf, UsageError } from '../usage'

const FORMATS = ['latex', 'csv', 'json', 'markdown'] as const

export const compareCommand = defineCommand({
  name: 'compare',
  summary: "The paper's table of runs: those of one method over their seeds, beside what the paper prints for it",
  positionals: { label: 'RUN…', description: 'Ids, unique beginnings of ids, or #numbers of runs', min: 1, max: 1000 },
  options: {
    split: { type: 'choice', choices: SPLITS, default: 'test', description: 'Split whose evaluations are compared' },
    runs: { type: 'flag', description: 'A row for each run, also of several seeds' },
    columns: { type: 'choice', choices: EVALUATED, multiple: true, description: "Metrics in this order, instead of the paper's" },
    sort: { type: 'choice', choices: EVALUATED, description: 'Order by this metric, the best first (the largest where neither is better)' },
    published: { type: 'flag', description: 'Differences to the published rows, where corpus and setting make them comparable' },
    intervals: { type: 'flag', description: "Beside a single run's value half the width of its 95 % interval" },
    latex: { type: 'flag', description: 'LaTeX, with booktabs' },
    csv: { type: 'flag', description: 'CSV at full precision, with deviations and intervals' },
    json: { type: 'flag', description: 'JSON at full precision, with runs and settings' },
    markdown: { type: 'flag', description: 'Markdown' },
  },
  details: [
    'Runs that differ in nothing but their seeds are one row, mean ± standard deviation. The best of a column (by the metric, and among',
    'rows of one corpus) is marked. A dash: the metric is not defined for the method. Nats of another corpus, split size or preset cannot',
    'be compared with the published ones; counts of units can, where the latent is as wide.',
  ].join('\n'),
  run: (values, names, terminal) => {
    const { split, sort, published, intervals, home } = values
    const formats = FORMATS.filter((format) => values[format])
    if (formats.length > 1) throw new UsageError(`Only one of ${listOf(FORMATS.map((format) => `--${format}`))} can be given.`)
    const columns = values.columns.length > 0 ? [...new Set(values.columns)] : PAPER_COLUMNS
    if (sort !== undefined && !columns.includes(sort))
      throw new UsageError(`--sort ${sort} is not among the columns: ${columns.join(', ')}.`)
    return Session.use(terminal, { home }, async (session) => {
      const runs = findRuns(await session.ask('runs.list', {}), names)
      const compared = compareRuns(runs, { split, columns, by: values.runs ? 'runs' : 'methods' })
      const comparison =
        sort === undefined ? compared : { ...compared, rows: sortRows(compared.rows, sort, METRICS[sort].better !== 'lower') }
      const options = { differences: published, intervals }
      for (const remark of comparison.remarks) terminal.err(`${remark}\n`)
      const write = {
        text: () => comparisonText(reportTable(comparison, options)),
        latex: () => toLatex(reportTable(comparison, options)),
        markdown: () => toMarkdown(reportTable(comparison, options)),
        csv: () => toCsv(comparison, options),
        json: () => `${JSON.stringify(toJson(comparison), null, 2)}\n`,
      }
      terminal.out(write[formats[0] ?? 'text']())
      return EXIT.done
    })
  },
})
