import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { compareRuns } from '../../shared/comparison'
import type { Run } from '../../shared/run'
import { centresPicture, densityPicture } from '../../lab/report/figure-picture'
import { encodePng } from '../../lab/report/png'
import { resultsPage, type MethodFigure } from '../../lab/report/results-page'
import { choiceText } from '../../shared/train-command'
import { VERSION } from '../../lab/version'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { LiveLines } from '../text/live-lines'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

/** Points a side of the grids drawn. */
const GRID = 320
/** The folder of the pictures, beside the page. */
const FIGURES = 'figures'

export const reportCommand = defineCommand({
  name: 'report',
  summary: say.report.summary,
  positionals: { label: '[RUN…]', description: say.report.positional, min: 0, max: 1000 },
  options: {
    corpus: { type: 'text', value: 'NAME', description: say.report.options.corpus },
    out: { type: 'text', value: 'FILE.md', description: say.report.options.out },
    notes: {
      type: 'text',
      value: 'FILE.md',
      description: say.report.options.notes,
    },
    json: { type: 'flag', description: say.report.options.json },
  },
  run: ({ corpus, out, notes, json, home }, names, terminal) => {
    if (out === undefined) throw new UsageError(say.report.needsOut)
    if (!/\.md$/i.test(out)) throw new UsageError(say.report.notMarkdown(out))
    if ((corpus === undefined) === (names.length === 0)) throw new UsageError(say.report.eitherRuns)
    const page = resolve(out)
    return Session.use(terminal, { home }, async (session) => {
      const all = await session.ask('runs.list', {})
      const runs = corpus === undefined ? findRuns(all, names) : runsOfCorpus(all, corpus)
      const comparison = compareRuns(runs)
      for (const remark of comparison.remarks) terminal.err(`${remark}\n`)
      const written = await readNotes(page, notes)
      await checkPage(page)
      const first = comparison.rows.map((row) => row.runs[0])
      const figures = await drawFigures(session, first, dirname(page), new LiveLines(terminal))
      const corpora = await session.ask('corpora.list', {})
      const text = resultsPage({ runs, corpora, figures, notes: written, version: VERSION, source: sourceOf(page) })
      await writeFile(page, text).catch(notWritten(page))
      const paths = [page, ...figures.flatMap(({ density, centres }) => [density, centres].map((path) => join(dirname(page), path)))]
      terminal.out(json ? `${JSON.stringify(paths, null, 2)}\n` : `${paths.join('\n')}\n`)
      return EXIT.done
    })
  },
})

const notesPath = (page: string): string => page.replace(/\.md$/i, '-notes.md')
const sourceOf = (page: string): string => say.report.madeBy(notesPath(page).split(/[\\/]/).at(-1) ?? '')

function runsOfCorpus(runs: readonly Run[], corpus: string): Run[] {
  const found = runs.filter(({ corpus_name, config }) => config.corpus === corpus || corpus_name.toLowerCase() === corpus.toLowerCase())
  const evaluated = found.filter(({ evaluations }) => evaluations.some(({ split }) => split === 'test'))
  if (evaluated.length > 0) return evaluated.sort((a, b) => a.number - b.number)
  const names = [...new Set(runs.map(({ corpus_name }) => `"${corpus_name}"`))].join(', ') || 'none'
  throw new UsageError(found.length > 0 ? say.report.noneEvaluated(corpus) : say.report.noRuns(corpus, names))
}

/** Makes the folder of the pictures. Throws, before any is drawn, where it cannot be made, and UsageError where the page is no file. */
async function checkPage(page: string): Promise<void> {
  await mkdir(join(dirname(page), FIGURES), { recursive: true }).catch(notWritten(dirname(page)))
  const there = await stat(page).catch(() => null)
  if (there !== null && !there.isFile()) throw new UsageError(say.report.notFile(page))
}

/** Says that a file or folder cannot be written. */
const notWritten = (path: string) => (error: NodeJS.ErrnoException) => {
  throw new Error(say.report.notWritten(path, error.code ?? error.message))
}

/** The notes; null where none are asked for and none are there. Throws UsageError where those asked for cannot be read. */
async function readNotes(page: string, notes: string | undefined): Promise<string | null> {
  if (notes === undefined) return readFile(notesPath(page), 'utf8').catch(() => null)
  return readFile(resolve(notes), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(say.report.badNotes(resolve(notes), error.code ?? error.message))
  })
}

/** Draws two pictures for each run into the folder of the page's pictures. */
async function drawFigures(session: Session, runs: readonly Run[], folder: string, lines: LiveLines): Promise<MethodFigure[]> {
  const figures: MethodFigure[] = []
  for (const [index, run] of runs.entries()) {
    lines.set('figure', say.report.drawing(run.name, index + 1, runs.length))
    const column = await session.ask('runs.figure', { id: run.id, split: 'test', pair: 'max', size: GRID })
    const name = choiceText(run.config.objective).replace(/[^a-z0-9.]+/gi, '-')
    const taken = figures.some(({ density }) => density === `${FIGURES}/${name}-density.png`)
    const base = `${FIGURES}/${taken ? `${name}-${run.number}` : name}`
    const figure = { run, density: `${base}-density.png`, centres: `${base}-centres.png`, dimensions: column.dimensions }
    const pictures = [
      [figure.density, densityPicture(column)],
      [figure.centres, centresPicture(column)],
    ] as const
    for (const [path, picture] of pictures) await writeFile(join(folder, path), encodePng(picture)).catch(notWritten(join(folder, path)))
    figures.push(figure)
  }
  lines.end()
  return figures
}
