import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { SPLITS, type Remark, type Split } from '../../../shared/corpus'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { fileProblem, InputProblem, notice } from './problem'
import { ownOptions } from './file-options'
import { splitOfName } from './split-name'

export interface InputFile {
  readonly path: string
  /** What its name says; null: training sentences from which the other splits are cut. */
  readonly split: Split | null
  readonly bytes: number
  readonly modified: number
}

export interface InputFiles {
  /** A name for the corpus: of the folder, or of the single file without its ending. */
  readonly name: string
  readonly files: readonly InputFile[]
  /** Files that were found and are no part of it. */
  readonly others: readonly string[]
  readonly remarks: readonly Remark[]
}

interface Candidate {
  readonly path: string
  readonly fromFolder: boolean
  /** The split that its folder is named as. */
  readonly folder: Split | null
}

type MeasuredFile = InputFile &
  Candidate & {
    /** Whether its split was chosen, or told by its folder, rather than by its name: it may then be one of several parts. */
    readonly chosen: boolean
  }

/**
 * Finds the text files of a corpus and what split each is: as chosen, else by its name where several files are given, else null.
 * Faults come as remarks of the kind `problem`, never as errors.
 * @param choices options of single files, of which only the split counts here
 */
export async function findFiles(paths: readonly string[], choices: ImportOptions['files'] = {}): Promise<InputFiles> {
  const remarks: Remark[] = []
  const candidates = await expand(paths, remarks)
  for (const key of Object.keys(choices))
    if (!candidates.some(({ path }) => path === key || basename(path) === key)) remarks.push(problem(key, say.corpus.strangeFile(key)))
  const wanted = candidates.filter(({ path }) => ownOptions(path, choices).split !== 'none')
  const files = assignSplits(await measure(wanted, choices, remarks), remarks)
  const others = candidates.map(({ path }) => path).filter((path) => !files.some((file) => file.path === path))
  const name =
    paths.length === 1 ? stem(paths[0], files.length === 1 && resolve(paths[0]) === resolve(files[0].path)) : nameOfSeveral(paths[0])
  return { name: name === '' ? 'corpus' : name, files, others, remarks }
}

/** A name for several files by their first: its folder's, unless that was only made to hold them; else its own, without what names a split. */
function nameOfSeveral(path: string): string {
  const folder = basename(dirname(resolve(path)))
  if (!/^[0-9a-f]{32}$/.test(folder)) return folder
  const words = stem(path, true).split(/[-_. ]+/)
  return words.filter((word) => splitOfName(word) === null).join(' ')
}

function stem(path: string, isFile: boolean): string {
  const name = basename(resolve(path)).replace(isFile ? /\.gz$/i : /$^/, '')
  return isFile && extname(name) !== '' ? name.slice(0, -extname(name).length) : name
}

/** Folders are replaced by the text files directly inside them, else by those of their folders that are named as splits. */
async function expand(paths: readonly string[], remarks: Remark[]): Promise<Candidate[]> {
  const found: Candidate[] = []
  const seen = new Set<string>()
  const add = async (candidate: Candidate) => {
    const real = await realpath(candidate.path).catch(() => resolve(candidate.path))
    if (!seen.has(real)) found.push(candidate)
    seen.add(real)
  }
  for (const path of paths) {
    try {
      if (!(await stat(path)).isDirectory()) await add({ path, fromFolder: false, folder: null })
      else for (const file of await textFilesOf(path)) await add(file)
    } catch (error) {
      remarks.push(remarkOf(fileProblem(path, error)))
    }
  }
  return found
}

async function textFilesOf(folder: string): Promise<Candidate[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const direct = textPaths(folder, entries)
  if (direct.length > 0) return direct.map((path) => ({ path, fromFolder: true, folder: null }))
  const inside: Candidate[] = []
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  for (const name of folders.sort()) {
    const split = splitOfName(name)
    const within = join(folder, name)
    const paths = split === null ? [] : textPaths(within, await readdir(within, { withFileTypes: true }))
    inside.push(...paths.map((path) => ({ path, fromFolder: true, folder: split })))
  }
  if (inside.length > 0) return inside
  throw new InputProblem(folder, null, say.corpus.noTexts(basename(resolve(folder))))
}

const textPaths = (folder: string, entries: readonly Dirent[]): string[] =>
  entries
    .filter((entry) => !entry.isDirectory() && isTextName(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort()

/** Endings of files that are taken from a folder; other text files only where their names tell a split. */
const TEXT_ENDINGS = new Set(
  '.txt .text .tsv .tab .csv .jsonl .ndjson .parquet .pq .tok .tokens .lower .sent .snt'
    .split(' ')
    .flatMap((ending) => [ending, `${ending}.gz`]),
)

function isTextName(name: string): boolean {
  if (name.startsWith('.') || /^(readme|licen[cs]e|copying|notice|changelog)\b/i.test(name)) return false
  const plain = name.toLowerCase()
  const ending = plain.endsWith('.gz') ? `${extname(plain.slice(0, -3))}.gz` : extname(plain)
  return TEXT_ENDINGS.has(ending) || splitOfName(name) !== null
}

async function measure(candidates: readonly Candidate[], choices: ImportOptions['files'], remarks: Remark[]): Promise<MeasuredFile[]> {
  const files: MeasuredFile[] = []
  for (const candidate of candidates) {
    try {
      const status = await stat(candidate.path)
      if (!status.isFile()) throw new InputProblem(candidate.path, null, say.corpus.noFile(basename(candidate.path)))
      if (status.size === 0) throw new InputProblem(candidate.path, null, say.corpus.empty(basename(candidate.path)))
      const { split: choice } = ownOptions(candidate.path, choices)
      const given = choice === undefined || choice === 'none' ? candidate.folder : choice
      const split = given ?? splitOfName(basename(candidate.path))
      files.push({ ...candidate, split, chosen: given !== null, bytes: status.size, modified: status.mtimeMs })
    } catch (error) {
      remarks.push(remarkOf(fileProblem(candidate.path, error)))
    }
  }
  return files
}

function remarkOf(error: unknown): Remark {
  if (error instanceof InputProblem) return error.remark
  throw error
}

function assignSplits(files: readonly MeasuredFile[], remarks: Remark[]): InputFile[] {
  const plain = ({ path, split, bytes, modified }: InputFile): InputFile => ({ path, split, bytes, modified })
  const named = files.filter((file) => file.split !== null)
  if (files.length <= 1 || named.length === 0) {
    if (files.length > 1) remarks.push(notice(null, null, say.corpus.noSplits(files.length)))
    return files.map((file) => ({ ...plain(file), split: null }))
  }
  for (const split of SPLITS) {
    const rivals = named.filter((file) => file.split === split)
    if (rivals.length > 1 && !rivals.every(({ path, chosen }) => chosen || isShard(path))) remarks.push(rivalry(split, rivals))
  }
  if (!named.some((file) => file.split === 'train')) {
    const names = named.map((file) => basename(file.path))
    remarks.push(problem(named[0].path, say.corpus.noTraining(names)))
  }
  for (const file of files.filter(({ split }) => split === null)) remarks.push(leftOut(file))
  return named.map(plain)
}

/** Whether a file says that it is one of several parts, as `train-00001-of-00004.parquet` does. */
const isShard = (path: string): boolean => /\d+[-_]of[-_]\d+/.test(basename(path))

function rivalry(split: Split, rivals: readonly InputFile[]): Remark {
  const names = rivals.map((file) => basename(file.path))
  return problem(rivals[1].path, say.corpus.rivals(names, split))
}

function leftOut(file: InputFile & Candidate): Remark {
  const name = basename(file.path)
  if (file.fromFolder) return notice(file.path, null, say.corpus.leftOut(name))
  return problem(file.path, say.corpus.nameless(name))
}

function problem(file: string, message: string): Remark {
  return { kind: 'problem', file, line: null, message }
}
