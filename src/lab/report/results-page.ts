import { compareRuns, type ComparedMethod, type Comparison } from '../../shared/comparison'
import { publishedOf } from '../../shared/published-difference'
import type { CorpusRecord } from '../../shared/corpus'
import { formatInterval, formatMetric, METRICS, type MetricId } from '../../shared/metrics'
import type { Run } from '../../shared/run'
import { escapeMarkdown, markdownTable, tablesOf, toMarkdown } from '../../shared/report/markdown'
import { captionOf, reportTable, settingsInWords } from '../../shared/report/table'
import { trainCommands } from '../../shared/train-command'
import { say } from '../../texts/lab'
import { say as shared } from '../../texts/shared'

const words = say.report

/** Pictures of one method, as paths from the page. */
export interface MethodFigure {
  run: Run
  density: string
  centres: string
  /** Indices of the latent dimensions drawn. */
  dimensions: readonly [number, number]
}

export interface ResultsPage {
  runs: readonly Run[]
  corpora: readonly CorpusRecord[]
  figures: readonly MethodFigure[]
  /** Markdown by hand, put at the beginning; null for none. */
  notes: string | null
  version: string
  /** How the page was made, for those who would change it. */
  source: string
}

/** Methods beside each other in the figure. */
const FIGURE_COLUMNS = 4
/** Pixels of a picture on the page. */
const SIDE = 160

/** A page of results in Markdown: notes, setting, the paper's table, intervals, the published rows, the figure, estimators, commands. */
export function resultsPage({ runs, corpora, figures, notes, version, source }: ResultsPage): string {
  const comparison = compareRuns(runs)
  const table = reportTable(comparison)
  const parts = [
    `<!-- ${source} -->`,
    `# ${words.title}`,
    ...(notes === null ? [] : [notes.trim()]),
    `## ${words.setting}`,
    settingOf(comparison, corpora, version),
    `## ${words.results}`,
    // The ceiling of MI stands in the setting, for every size of split.
    toMarkdown({ ...table, caption: captionOf(comparison, false), parts: table.parts.slice(0, 1) }).trim(),
    ...comparison.remarks.map((remark) => escapeMarkdown(remark)),
    `## ${words.intervals}`,
    intervals(comparison),
    ...(table.parts.length > 1 ? [`## ${words.published}`, publishedPart(comparison)] : []),
    ...(figures.length > 0 ? [`## ${words.figure}`, figureOf(figures)] : []),
    `## ${words.estimators}`,
    comparison.columns.map(estimator).join('\n'),
    `## ${words.again}`,
    `\`\`\`sh\n${trainCommands(comparison.rows.flatMap((row) => row.runs)).join('\n')}\n\`\`\``,
  ]
  return `${parts.join('\n\n')}\n`
}

function settingOf({ rows }: Comparison, corpora: readonly CorpusRecord[], version: string): string {
  const runs = rows.flatMap((row) => row.runs)
  const lines = [...new Set(runs.map(({ config }) => config.corpus))].map((id) => {
    const corpus = corpora.find((candidate) => candidate.id === id)
    if (!corpus) return `- ${words.unknownCorpus(escapeMarkdown(runs.find(({ config }) => config.corpus === id)?.corpus_name ?? id))}`
    const { train, valid, test } = corpus.splits
    const sizes = { train: train.sentences, valid: valid.sentences, test: test.sentences }
    return `- ${words.corpus(escapeMarkdown(corpus.name), sizes, corpus.vocabulary_size, `\`${corpus.hash.slice(0, 12)}\``)}`
  })
  const settings = new Set(runs.map(({ config }) => words.batching(settingsInWords(config), config.settings.batching)))
  const seeds = [...new Set(runs.map(({ config }) => config.seed))]
  const sizes = new Set(rows.flatMap(({ evaluations }) => evaluations.map(({ sentences }) => sentences)))
  const ceilings = [...sizes].map((size) => `- ${shared.comparison.ceiling(size, formatMetric('mi_ceiling', Math.log(size)))}`)
  const engines = new Set(runs.map(({ config, engine_note }) => engine_note ?? config.engine))
  return [
    ...lines,
    ...[...settings].map((text) => `- ${words.settings(escapeMarkdown(text))}`),
    `- ${words.seeds(seeds)}`,
    ...ceilings,
    ...[...engines].map((note) => `- ${words.engine(escapeMarkdown(note))}`),
    `- Plenum ${version}.`,
  ].join('\n')
}

/** A row for each run: its best epoch, and the interval of every figure; with several seeds the figure too. */
function intervals({ columns, rows }: Comparison): string {
  const withValues = rows.some(({ runs }) => runs.length > 1)
  const cell = (row: ComparedMethod, run: Run, id: MetricId): string => {
    const evaluation = row.evaluations.find((candidate) => candidate.run === run.id)
    const [value, interval] = [evaluation?.values[id], evaluation?.intervals[id]]
    if (typeof value !== 'number' || !interval) return formatMetric(id, typeof value === 'number' && withValues ? value : null)
    const range = formatInterval(id, interval)
    return withValues ? `${formatMetric(id, value)}<br>${range}` : range
  }
  const body = rows.flatMap((row) =>
    row.runs.map((run) => [
      escapeMarkdown(row.context === '' ? row.name : `${row.name} (${row.context})`),
      String(run.config.seed),
      String(run.best_epoch ?? '–'),
      ...columns.map((id) => cell(row, run, id)),
    ]),
  )
  return markdownTable([words.columns.method, words.columns.seed, words.columns.bestEpoch, ...columns.map((id) => METRICS[id].label)], body)
}

/** The published rows in those columns that the paper has. */
function publishedPart(comparison: Comparison): string {
  const printed = publishedOf(comparison)
  const columns = comparison.columns.filter((id) => printed.some(({ values }) => values[id] !== undefined))
  const table = reportTable({ ...comparison, columns })
  return tablesOf({ ...table, parts: table.parts.slice(1) })
}

/** Rows of pictures, some methods at a time: density above, centres below. */
function figureOf(figures: readonly MethodFigure[]): string {
  const tables: string[] = []
  for (let from = 0; from < figures.length; from += FIGURE_COLUMNS) {
    const some = figures.slice(from, from + FIGURE_COLUMNS)
    const picture = (path: string, text: string) =>
      `<img src="${path}" width="${SIDE}" height="${SIDE}" alt="${text.replaceAll('"', '&quot;').replaceAll('|', '&#124;')}">`
    tables.push(
      markdownTable(
        ['', ...some.map(({ run }) => escapeMarkdown(run.name))],
        [
          [words.rows.density, ...some.map(({ run, density }) => picture(density, words.density(run.name)))],
          [words.rows.centres, ...some.map(({ run, centres }) => picture(centres, words.centres(run.name)))],
          [words.rows.dimensions, ...some.map(({ dimensions }) => dimensions.join(', '))],
        ],
        some.length + 1,
      ),
    )
  }
  return [words.caption, ...tables].join('\n\n')
}

function estimator(id: MetricId): string {
  const { label, meaning, estimator: how, uncertainty } = METRICS[id]
  return `- **${label}**: ${[meaning, how, uncertainty && words.interval(uncertainty)]
    .filter(Boolean)
    .map((text) => escapeMarkdown(text as string))
    .join(' ')}`
}
