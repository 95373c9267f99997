import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportOptions, Remark } from '../../shared/corpus'
import type { Format } from './encoding'
import type { InputFile } from './files'
import { mixedLabels, type Head } from './head'
import { InvalidUtf8, readLines } from './lines'
import { count, fileProblem, InputProblem, notice, Tally } from './problem'
import { parseLine } from './sentence'

/** Labels are stored in 16 bits. */
export const MAX_LABELS = 65_535

/** A file that was read once from end to end and can be imported. */
export interface SurveyedFile extends InputFile {
  readonly format: Format
  readonly labelled: boolean
  /** Lines that are sentences within the limits. */
  readonly sentences: number
  readonly remarks: readonly Remark[]
}

/**
 * Reads a file whole without keeping it: counts its sentences, collects its labels, and finds every fault before anything is written.
 * A file that is not UTF-8 is read again as Latin-1, with a notice.
 * @param labels labels met so far in the corpus; new ones are added
 * @throws InputProblem
 */
export async function survey(
  file: InputFile,
  head: Head,
  options: ImportOptions,
  labels: Set<string>,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): Promise<SurveyedFile> {
  const before = [...labels]
  let read = 0
  try {
    const format: Format = head.format.encoding === 'Latin-1' ? { ...head.format, encoding: 'UTF-8' } : head.format
    return await surveyAs(format, file, head, options, labels, signal, (bytes) => onBytes(((read += bytes), bytes)))
  } catch (error) {
    if (!(error instanceof InvalidUtf8)) throw error
    onBytes(-read)
    labels.clear()
    for (const label of before) labels.add(label)
    const latin: Format = { ...head.format, encoding: 'Latin-1' }
    const surveyed = await surveyAs(latin, file, head, options, labels, signal, onBytes)
    return { ...surveyed, remarks: [latinNotice(file.path, error.line), ...surveyed.remarks] }
  }
}

/** Refuses a file that was changed since it was found. */
export async function assertUnchanged(file: InputFile): Promise<void> {
  const status = await stat(file.path).catch((error: unknown) => {
    throw fileProblem(file.path, error)
  })
  if (status.size !== file.bytes || status.mtimeMs !== file.modified) {
    throw new InputProblem(
      file.path,
      null,
      `${basename(file.path)} was changed while it was being read. Import it again when it is complete.`,
    )
  }
}

async function surveyAs(
  format: Format,
  file: InputFile,
  head: Head,
  options: ImportOptions,
  labels: Set<string>,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<SurveyedFile> {
  const tally = { empty: new Tally(), textless: new Tally(), 'too-long': new Tally(), tabbed: new Tally() }
  let sentences = 0
  for await (const block of readLines(file.path, format, signal, onBytes)) {
    for (let i = 0; i < block.lines.length; i++) {
      const line = block.lines[i]
      const parsed = parseLine(line, head.labelled, options)
      if (parsed === 'unlabelled') throw unlabelledLine(file.path, block.first + i, options)
      if (typeof parsed === 'string') {
        tally[parsed].add(block.first + i)
        continue
      }
      sentences++
      if (parsed.label !== null) addLabel(labels, parsed.label, file.path, block.first + i)
      else if (options.labelled === 'auto' && line?.includes('\t')) tally.tabbed.add(block.first + i)
    }
  }
  const { path, split, bytes, modified } = file
  if (sentences === 0) throw noSentence(path, tally, options)
  return { path, split, bytes, modified, format, labelled: head.labelled, sentences, remarks: notices(path, format, tally, options) }
}

type Tallies = Record<'empty' | 'textless' | 'too-long' | 'tabbed', Tally>

function addLabel(labels: Set<string>, label: string, path: string, line: number): void {
  if (labels.has(label)) return
  if (labels.size === MAX_LABELS) {
    throw new InputProblem(
      path,
      line,
      `${basename(path)} brings more than 65,535 different labels by line ${line}, so what stands before the tab can hardly be a label. Import it as unlabelled text, or put labels there.`,
    )
  }
  labels.add(label)
}

function unlabelledLine(path: string, line: number, options: ImportOptions): InputProblem {
  if (options.labelled === 'auto') return mixedLabels(path, line, false, null)
  return new InputProblem(
    path,
    line,
    `${basename(path)} has no label and tab in line ${line}. Give every line a label, a tab and its text, or import it as unlabelled text.`,
  )
}

function noSentence(path: string, tally: Tallies, options: ImportOptions): InputProblem {
  const name = basename(path)
  const long = tally['too-long']
  if (long.count > 0) {
    return new InputProblem(
      path,
      long.first,
      `${name} has no sentence within ${count(options.max_length, 'word')}: line ${long.first} is longer, as is every other line with text. Put one sentence on each line, or raise the maximum length.`,
    )
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

function notices(path: string, format: Format, tally: Tallies, options: ImportOptions): Remark[] {
  const name = basename(path)
  const remarks: Remark[] = []
  const add = (kind: keyof Tallies, sentence: (lines: string, first: string) => string) => {
    const { count: lines, first } = tally[kind]
    if (lines > 0) remarks.push(notice(path, first, sentence(count(lines, 'line'), `the first is line ${first}`)))
  }
  if (format.encoding.startsWith('UTF-16')) remarks.push(notice(path, null, `${name} is read as ${format.encoding}.`))
  if (/\.(csv|jsonl?|ndjson)$/i.test(name))
    remarks.push(notice(path, null, `${name} is read as plain text: every line is one sentence, with no columns.`))
  add('empty', (lines, first) => `${lines} of ${name} without text left out (${first}).`)
  add('textless', (lines, first) => `${lines} of ${name} with a label but no text left out (${first}).`)
  add('too-long', (lines, first) => `${lines} of ${name} longer than ${count(options.max_length, 'word')} left out (${first}).`)
  add(
    'tabbed',
    (lines, first) => `${lines} of ${name} with a tab (${first}); tabs are read as blanks, for the file does not begin with labels.`,
  )
  return remarks
}

/** The notice of a file that is read as Latin-1. */
export function latinNotice(path: string, line: number): Remark {
  return notice(
    path,
    line,
    `${basename(path)} is not UTF-8 in line ${line}; it is read as Latin-1. If letters look wrong, save it as UTF-8 and import it again.`,
  )
}
