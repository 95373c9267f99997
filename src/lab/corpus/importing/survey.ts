import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { SPLITS, type Remark, type Split } from '../../../shared/corpus'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import type { Format } from '../reading/encoding'
import { lineAt, readEntries, splitAt, type EntryBlock, type ReadableFile } from '../reading/entries'
import { readingOf } from '../reading/file-options'
import type { InputFile } from '../reading/files'
import type { Head } from '../reading/head'
import { isLabelled, unitOf } from '../reading/layout'
import { InvalidUtf8 } from '../reading/lines'
import { fileProblem, InputProblem, Tally } from '../reading/problem'
import { readEntry } from '../reading/sentence'
import { latinNotice, notices, noSentence, notUtf8, splitless, unlabelled } from './survey-remarks'

/** Labels are stored in 16 bits. */
const MAX_LABELS = 65_535

/** A file that was read once from end to end and can be imported. */
export interface SurveyedFile extends InputFile, ReadableFile {
  /** Lines that are sentences within the limits, by the split that the file or its column names; train: also those of none. */
  readonly sentences: Readonly<Record<Split, number>>
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
  all: ImportOptions,
  labels: Set<string>,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): Promise<SurveyedFile> {
  const options = readingOf(file, all)
  const before = [...labels]
  let read = 0
  try {
    // Only a reading of the whole file tells where it stops being UTF-8.
    const doubted = head.format.encoding === 'Latin-1' && options.encoding === 'auto'
    const format: Format = doubted ? { ...head.format, encoding: 'UTF-8' } : head.format
    return await surveyAs(format, file, head, options, labels, signal, (bytes) => onBytes(((read += bytes), bytes)))
  } catch (error) {
    if (!(error instanceof InvalidUtf8)) throw error
    if (options.encoding !== 'auto') throw notUtf8(file.path, error.line)
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
    throw new InputProblem(file.path, null, say.corpus.changed(basename(file.path)))
  }
}

async function surveyAs(
  format: Format,
  file: InputFile,
  { layout }: Head,
  options: ImportOptions,
  labels: Set<string>,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<SurveyedFile> {
  const readable = { ...file, format, layout }
  const tally = { empty: new Tally(), textless: new Tally(), 'too-long': new Tally(), tabbed: new Tally(), bad: new Tally() }
  const labelled = isLabelled(layout)
  const looksForTabs = layout.kind === 'lines' && options.labelled === 'auto'
  const sentences = { train: 0, valid: 0, test: 0 }
  for await (const block of readEntries(readable, signal, onBytes)) {
    tallyFaults(readable, block, options, tally.bad)
    for (let i = 0; i < block.texts.length; i++) {
      const text = block.texts[i]
      const read = readEntry(text, block.labels?.[i] ?? null, labelled, options)
      if (read === 'unlabelled') {
        if (options.bad_lines === 'refuse') throw unlabelled(readable, lineAt(block, i), options)
        tally.bad.add(lineAt(block, i))
        continue
      }
      if (typeof read === 'string') {
        tally[read].add(lineAt(block, i))
        continue
      }
      const split = splitAt(file, block, i)
      if (split === null) {
        if (options.bad_lines === 'refuse') throw splitless(readable, lineAt(block, i), block.splits?.[i] ?? null)
        tally.bad.add(lineAt(block, i))
        continue
      }
      sentences[split]++
      if (read.label !== null) addLabel(labels, read.label, readable, lineAt(block, i))
      else if (looksForTabs && text?.includes('\t')) tally.tabbed.add(lineAt(block, i))
    }
  }
  if (SPLITS.every((split) => sentences[split] === 0)) throw noSentence(readable, tally, options)
  return { ...readable, sentences, remarks: notices(readable, tally, options) }
}

function tallyFaults({ path }: ReadableFile, { faults }: EntryBlock, options: ImportOptions, bad: Tally): void {
  for (const { line, message } of faults) {
    if (options.bad_lines === 'refuse') throw new InputProblem(path, line, message)
    bad.add(line)
  }
}

function addLabel(labels: Set<string>, label: string, { path, layout }: ReadableFile, line: number): void {
  if (labels.has(label)) return
  if (labels.size === MAX_LABELS) {
    throw new InputProblem(path, line, say.corpus.tooManyLabels(basename(path), MAX_LABELS, unitOf(layout), line, layout.kind === 'lines'))
  }
  labels.add(label)
}
