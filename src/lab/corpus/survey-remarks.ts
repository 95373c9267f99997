import { basename } from 'node:path'
import type { ImportOptions, Remark } from '../../shared/corpus'
import type { ReadableFile } from './entries'
import { mixedLabels } from './head'
import { unitOf } from './layout'
import { count, InputProblem, notice, type Tally } from './problem'

/** Lines that become no sentence, by the reason; `tabbed` ones do, their tabs read as blanks. */
export type Tallies = Record<'empty' | 'textless' | 'too-long' | 'tabbed' | 'bad', Tally>

/** The refusal of an entry without the label that is due. */
export function unlabelled({ path, layout }: ReadableFile, line: number, options: ImportOptions): InputProblem {
  if (layout.kind !== 'lines') {
    const column = layout.kind === 'table' ? layout.columns[layout.label ?? 0] : layout.label
    return new InputProblem(
      path,
      line,
      `${basename(path)} has no label in column "${column}" of ${unitOf(layout)} ${line}. Give it one, leave such lines out, or import without labels.`,
    )
  }
  if (options.labelled === 'auto') return mixedLabels(path, line, false, null)
  return new InputProblem(
    path,
    line,
    `${basename(path)} has no label and tab in line ${line}. Give every line a label, a tab and its text, or import it as unlabelled text.`,
  )
}

/** The refusal of a file of which nothing is left. */
export function noSentence({ path, layout }: ReadableFile, tally: Tallies, options: ImportOptions): InputProblem {
  const name = basename(path)
  const long = tally['too-long']
  if (long.count > 0) {
    return new InputProblem(
      path,
      long.first,
      `${name} has no sentence within ${count(options.max_length, 'word')}: ${unitOf(layout)} ${long.first} is longer, as is every other line with text. Put one sentence on each line, or raise the maximum length.`,
    )
  }
  if (layout.kind !== 'lines') {
    const column = layout.kind === 'table' ? layout.columns[layout.text] : layout.text
    return new InputProblem(path, tally.bad.first, `${name} has no text in column "${column}". Choose the column that holds the sentences.`)
  }
  if (tally.textless.count > 0) {
    return new InputProblem(
      path,
      tally.textless.first,
      `${name} has labels but no text: line ${tally.textless.first} ends after its tab. Put the sentence after the tab.`,
    )
  }
  return new InputProblem(path, null, `${name} holds nothing but blank lines. Give a file with a sentence a line.`)
}

/** What was taken for granted or left out of a file. */
export function notices({ path, format, layout }: ReadableFile, tally: Tallies, options: ImportOptions): Remark[] {
  const name = basename(path)
  const unit = unitOf(layout)
  const remarks: Remark[] = []
  const add = (kind: keyof Tallies, sentence: (lines: string, first: string) => string) => {
    const { count: lines, first } = tally[kind]
    if (lines > 0) remarks.push(notice(path, first, sentence(count(lines, unit), `the first is ${unit} ${first}`)))
  }
  if (format.encoding.startsWith('UTF-16') && options.encoding === 'auto')
    remarks.push(notice(path, null, `${name} is read as ${format.encoding}.`))
  if (layout.kind === 'lines' && options.layout === 'auto' && /\.(csv|jsonl?|ndjson)(\.gz)?$/i.test(name))
    remarks.push(notice(path, null, `${name} is read as plain text: every line is one sentence, with no columns.`))
  add('bad', (lines, first) => `${lines} of ${name} that cannot be read left out (${first}).`)
  add('empty', (lines, first) => `${lines} of ${name} without text left out (${first}).`)
  add('textless', (lines, first) =>
    layout.kind === 'lines'
      ? `${lines} of ${name} with a label but no text left out (${first}).`
      : `${lines} of ${name} without text left out (${first}).`,
  )
  add('too-long', (lines, first) => `${lines} of ${name} longer than ${count(options.max_length, 'word')} left out (${first}).`)
  add(
    'tabbed',
    (lines, first) => `${lines} of ${name} with a tab (${first}); tabs are read as blanks, for the file does not begin with labels.`,
  )
  return remarks
}

/** The refusal of a file that was said to be UTF-8 and is not. */
export function notUtf8(path: string, line: number): InputProblem {
  return new InputProblem(path, line, `${basename(path)} is not UTF-8 in line ${line}. Choose Latin-1, or save it as UTF-8.`)
}

/** The notice of a file that is read as Latin-1. */
export function latinNotice(path: string, line: number): Remark {
  return notice(
    path,
    line,
    `${basename(path)} is not UTF-8 in line ${line}; it is read as Latin-1. If letters look wrong, save it as UTF-8 and import it again.`,
  )
}
