import { basename } from 'node:path'
import type { Remark } from '../../../shared/corpus'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import type { ReadableFile } from '../reading/entries'
import { mixedLabels } from '../reading/head'
import { unitOf } from '../reading/layout'
import { InputProblem, notice, type Tally } from '../reading/problem'

/** Lines that become no sentence, by the reason; `tabbed` ones do, their tabs read as blanks. */
export type Tallies = Record<'empty' | 'textless' | 'too-long' | 'tabbed' | 'bad', Tally>

/** The refusal of an entry without the label that is due. */
export function unlabelled({ path, layout }: ReadableFile, line: number, options: ImportOptions): InputProblem {
  if (layout.kind !== 'lines') {
    const column = layout.kind === 'table' ? layout.columns[layout.label ?? 0] : layout.label
    return new InputProblem(path, line, say.corpus.noLabel(basename(path), column ?? '', unitOf(layout), line))
  }
  if (options.labelled === 'auto') return mixedLabels(path, line, false, null)
  return new InputProblem(path, line, say.corpus.noLabelAndTab(basename(path), line))
}

/** The refusal of an entry whose column names no split. */
export function splitless({ path, layout }: ReadableFile, line: number, value: string | null): InputProblem {
  const column = layout.kind === 'table' ? layout.columns[layout.split ?? 0] : layout.kind === 'lines' ? null : layout.split
  return new InputProblem(path, line, say.corpus.splitless(basename(path), column ?? '', unitOf(layout), line, value))
}

/** The refusal of a file of which nothing is left. */
export function noSentence({ path, layout }: ReadableFile, tally: Tallies, options: ImportOptions): InputProblem {
  const name = basename(path)
  const long = tally['too-long']
  if (long.count > 0) {
    return new InputProblem(path, long.first, say.corpus.tooLong(name, options.max_length, unitOf(layout), long.first ?? 0))
  }
  if (layout.kind !== 'lines') {
    const column = layout.kind === 'table' ? layout.columns[layout.text] : layout.text
    return new InputProblem(path, tally.bad.first, say.corpus.emptyColumn(name, column))
  }
  if (tally.textless.count > 0) {
    return new InputProblem(path, tally.textless.first, say.corpus.onlyLabels(name, tally.textless.first ?? 0))
  }
  return new InputProblem(path, null, say.corpus.blank(name))
}

/** What was taken for granted or left out of a file. */
export function notices({ path, format, layout }: ReadableFile, tally: Tallies, options: ImportOptions): Remark[] {
  const name = basename(path)
  const unit = unitOf(layout)
  const remarks: Remark[] = []
  const { dropped, readAs, readPlain, tabbed } = say.corpus
  const add = (kind: keyof Tallies, sentence: typeof tabbed) => {
    const { count: number, first } = tally[kind]
    if (number > 0) remarks.push(notice(path, first, sentence(name, number, unit, first ?? 0)))
  }
  if (format.encoding.startsWith('UTF-16') && options.encoding === 'auto') remarks.push(notice(path, null, readAs(name, format.encoding)))
  if (layout.kind === 'lines' && options.layout === 'auto' && /\.(csv|jsonl?|ndjson)(\.gz)?$/i.test(name))
    remarks.push(notice(path, null, readPlain(name)))
  add('bad', dropped.bad)
  add('empty', dropped.empty)
  add('textless', layout.kind === 'lines' ? dropped.textless : dropped.empty)
  add('too-long', (...of) => dropped.tooLong(...of, options.max_length))
  add('tabbed', tabbed)
  return remarks
}

/** The refusal of a file that was said to be UTF-8 and is not. */
export function notUtf8(path: string, line: number): InputProblem {
  return new InputProblem(path, line, say.corpus.notUtf8(basename(path), line))
}

/** The notice of a file that is read as Latin-1. */
export function latinNotice(path: string, line: number): Remark {
  return notice(path, line, say.corpus.asLatin(basename(path), line))
}
