import { compareRuns, sortRows } from '../../shared/comparison'
import { SPLITS } from '../../shared/corpus'
import { EVALUATED, METRICS, PAPER_COLUMNS } from '../../shared/metrics'
import { toCsv } from '../../shared/report/csv'
import { toJson } from '../../shared/report/json'
import { toLatex } from '../../shared/report/latex'
import { toMarkdown } from '../../shared/report/markdown'
import { reportTable } from '../../shared/report/table'
import { comparisonText } from '../text/comparison-text'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

const FORMATS = ['latex', 'csv', 'json', 'markdown'] as const

export const compareCommand = defineCommand({
  name: 'compare',
  summary: say.compare.summary,
  positionals: { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 },
  options: {
    split: { type: 'choice', choices: SPLITS, default: 'test', description: say.compare.options.split },
    runs: { type: 'flag', description: say.compare.options.runs },
    columns: { type: 'choice', choices: EVALUATED, multiple: true, description: say.compare.options.columns },
    sort: { type: 'choice', choices: EVALUATED, description: say.compare.options.sort },
    published: { type: 'flag', description: say.compare.options.published },
    intervals: { type: 'flag', description: say.compare.options.intervals },
    latex: { type: 'flag', description: say.compare.options.latex },
    csv: { type: 'flag', description: say.compare.options.csv },
    json: { type: 'flag', description: say.compare.options.json },
    markdown: { type: 'flag', description: say.compare.options.markdown },
  },
  details: say.compare.details,
  run: (values, names, terminal) => {
    const { split, sort, published, intervals, home } = values
    const formats = FORMATS.filter((format) => values[format])
    if (formats.length > 1) throw new UsageError(say.compare.oneFormat(FORMATS.map((format) => `--${format}`)))
    const columns = values.columns.length > 0 ? [...new Set(values.columns)] : PAPER_COLUMNS
    if (sort !== undefined && !columns.includes(sort)) throw new UsageError(say.compare.badSort(sort, columns.join(', ')))
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
