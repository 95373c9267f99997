import { basename } from 'node:path'
import { SPLITS, type Remark, type Split } from '../../../shared/corpus'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { cutSizes, type CutSizes } from './cut'
import type { InputFiles } from '../reading/files'
import { readHead, type Head } from '../reading/head'
import { isLabelled, namesSplits } from '../reading/layout'
import { InputProblem, notice } from '../reading/problem'
import { survey, type SurveyedFile } from './survey'

/** Fewer training sentences than this get a notice: a batch of the presets would not be full. */
const USUAL_BATCH = 32

/** All that is known before the first byte is written. */
export interface ImportPlan {
  readonly files: readonly SurveyedFile[]
  /** How the sentences of the training file (or of the files without a split) are dealt. */
  readonly sizes: CutSizes
  /** In the order of their ids: as numbers where all are numbers, else by their letters; empty when unlabelled. */
  readonly labels: readonly string[]
  readonly remarks: readonly Remark[]
}

/**
 * Reads every file once and decides how they become three splits.
 * @throws InputProblem at the first fault
 */
export async function planImport(
  found: InputFiles,
  options: ImportOptions,
  signal: AbortSignal,
  onBytes?: (bytes: number) => void,
): Promise<ImportPlan> {
  const fault = found.remarks.find(({ kind }) => kind === 'problem')
  if (fault) throw new InputProblem(fault.file, fault.line, fault.message)
  const heads: Head[] = []
  for (const file of found.files) heads.push(await readHead(file, options))
  assertSameKind(found, heads)
  const labels = new Set<string>()
  const files: SurveyedFile[] = []
  for (const [index, file] of found.files.entries()) files.push(await survey(file, heads[index], options, labels, signal, onBytes))
  const missing = new Set<Split>(SPLITS.filter((split) => split !== 'train' && files.every((file) => file.sentences[split] === 0)))
  const source = files.filter((file) => file.sentences.train > 0)
  if (source.length === 0) throw new InputProblem(files[0].path, null, say.corpus.untrained(basename(files[0].path)))
  const sentences = source.reduce((sum, file) => sum + file.sentences.train, 0)
  const sizes = cutSizes(sentences, missing, options)
  const remarks = [
    ...found.remarks,
    ...files.flatMap((file) => file.remarks),
    ...cutNotices(source, sizes, missing, options),
    ...sizeRemarks(source, sentences, sizes),
  ]
  return { files, sizes, labels: [...labels].sort(byNumberOrLetters([...labels])), remarks }
}

function assertSameKind(found: InputFiles, heads: readonly Head[]): void {
  const odd = heads.findIndex((head) => isLabelled(head.layout) !== isLabelled(heads[0].layout))
  if (odd === -1) return
  const [with_, without] = isLabelled(heads[0].layout) ? [found.files[0], found.files[odd]] : [found.files[odd], found.files[0]]
  throw new InputProblem(found.files[odd].path, null, say.corpus.someLabelled(basename(with_.path), basename(without.path)))
}

function cutNotices(source: readonly SurveyedFile[], sizes: CutSizes, missing: ReadonlySet<Split>, options: ImportOptions): Remark[] {
  if (missing.size === 0) return []
  const pieces = [...missing].map((split) => ({ split, sentences: sizes[split] }))
  const only = source.length === 1 ? source[0].path : null
  const name = only === null ? null : basename(only)
  const by = source.some(({ layout }) => namesSplits(layout)) ? 'column' : source[0].split === 'train' ? 'file' : null
  return [notice(only, null, say.corpus.cut(pieces, by, name, options.seed))]
}

function sizeRemarks(source: readonly SurveyedFile[], sentences: number, sizes: CutSizes): Remark[] {
  const file = source[0].path
  if (sizes.train < 2) {
    throw new InputProblem(file, null, say.corpus.tooFew(basename(file), sentences, sizes.valid + sizes.test > 0))
  }
  if (sizes.train >= USUAL_BATCH) return []
  return [notice(file, null, say.corpus.few(sizes.train, USUAL_BATCH))]
}

function byNumberOrLetters(labels: readonly string[]): (a: string, b: string) => number {
  if (labels.every((label) => Number.isFinite(Number(label)))) return (a, b) => Number(a) - Number(b) || (a < b ? -1 : 1)
  return (a, b) => (a < b ? -1 : a > b ? 1 : 0)
}
