import { compareRuns } from '../../shared/comparison'
import { SPLITS } from '../../shared/corpus'
import { toCsv } from '../../lab/report/csv'
import { toJson } from '../../lab/report/json'
import { toLatex } from '../../lab/report/latex'
import { toMarkdown } from '../../lab/report/markdown'
import { reportTable } from '../../lab/report/report-table'
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
    const { split, published, intervals, home } = values
    const formats = FORMATS.filter((format) => values[format])
    if (formats.length > 1) throw new UsageError(`Only one of ${listOf(FORMATS.map((format) => `--${format}`))} can be given.`)
    return Session.use(terminal, { home }, async (session) => {
      const runs = findRuns(await session.ask('runs.list', {}), names)
      const comparison = compareRuns(runs, { split })
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
