import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { LabError } from '../../../shared/contract'
import type { CorpusRecord, CorpusSource } from '../../../shared/corpus'
import { importOptionsSchema, type ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { countWords, encode } from './encode'
import { processIdentity } from '../../process-identity'
import { FileWriter } from './file-writer'
import { findFiles } from '../reading/files'
import { planImport } from './plan'
import { sampleFile, SAMPLES } from '../samples'
import { CORPUS_FORMAT, IMPORTER_FILE, RECORD_FILE, VOCABULARY_FILE } from '../stored'

export interface ImportRequest {
  readonly source: CorpusSource
  /** null: after the file, the folder or the sample. */
  readonly name: string | null
  readonly options: Partial<ImportOptions>
  /** Where the corpus shall be; must not exist yet. */
  readonly directory: string
  readonly id: string
  readonly signal: AbortSignal
  /** @param share of the whole work, 0…1, or null while its size is unknown */
  onProgress(share: number | null, message: string): void
}

/**
 * Imports a corpus in bounded memory: a first reading finds every fault and the sizes, a second counts the training words, a
 * third encodes. What is written lies in a sibling of `directory` until it is complete and synced; on any error, or when the
 * signal aborts, nothing is left behind.
 * @throws InputProblem (a LabError `bad_request` with file, line and remedy), LabError `refused` on a full disk, the signal's reason
 */
export async function importCorpus(request: ImportRequest): Promise<CorpusRecord> {
  const directory = resolve(request.directory)
  if (existsSync(directory)) throw new LabError('failed', say.corpus.taken(directory))
  const partial = join(dirname(directory), `.${basename(directory)}.importing`)
  await mkdir(dirname(directory), { recursive: true })
  await rm(partial, { recursive: true, force: true })
  try {
    await mkdir(partial)
    await writeFile(join(partial, IMPORTER_FILE), await processIdentity())
    const record = await write(request, partial)
    request.signal.throwIfAborted()
    await rm(join(partial, IMPORTER_FILE))
    await syncDirectory(partial)
    await rename(partial, directory)
    await syncDirectory(dirname(directory))
    return record
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

async function write(request: ImportRequest, directory: string): Promise<CorpusRecord> {
  const { source, signal } = request
  const options = importOptionsSchema.parse(request.options)
  const found = await findFiles('sample' in source ? [sampleFile(source.sample)] : source.paths, options.files)
  const progress = new Progress(request, 3 * found.files.reduce((sum, file) => sum + file.bytes, 0))
  const plan = await planImport(found, options, signal, progress.stage(say.corpus.stages.read))
  const vocabulary = await countWords(plan, options, signal, progress.stage(say.corpus.stages.count))
  const encoded = await encode(plan, vocabulary, options, directory, signal, progress.stage(say.corpus.stages.encode))
  const words = await FileWriter.create(join(directory, VOCABULARY_FILE))
  for (const word of vocabulary.words) words.text(`${word}\n`)
  const hash = createHash('sha256').update([`${VOCABULARY_FILE} ${await words.finish()}`, ...encoded.digests].join('\n'))
  const record: CorpusRecord = {
    id: request.id,
    name: request.name ?? ('sample' in source ? sampleName(source.sample) : found.name),
    created_at: Date.now(),
    origin: 'sample' in source ? source.sample : originOf(source.paths),
    hash: hash.digest('hex'),
    options,
    vocabulary_size: vocabulary.words.length,
    labels: [...plan.labels],
    splits: encoded.splits,
    remarks: [...plan.remarks, ...encoded.remarks],
    statistics: encoded.statistics,
  }
  const file = await FileWriter.create(join(directory, RECORD_FILE))
  file.text(JSON.stringify({ format: CORPUS_FORMAT, record }))
  await file.finish()
  return record
}

function sampleName(id: string): string {
  return SAMPLES.find((sample) => sample.id === id)?.name ?? id
}

function originOf(paths: readonly string[]): string {
  const whole = paths.map((path) => resolve(path))
  return whole.length <= 3 ? whole.join(', ') : say.corpus.origin(whole[0], whole.length - 1)
}

/** Tells the share of the bytes read in all stages, in steps of half a percent. */
class Progress {
  private done = 0
  private told = -1

  constructor(
    private readonly request: Pick<ImportRequest, 'onProgress'>,
    private readonly total: number,
  ) {}

  /** Begins a stage; answers what it is to call with the bytes that it read. */
  stage(message: string): (bytes: number) => void {
    this.told = -1
    const tell = (bytes: number) => {
      this.done += bytes
      const share = this.total > 0 ? Math.min(1, Math.max(0, this.done / this.total)) : null
      if (share !== null && Math.abs(share - this.told) < 0.005) return
      this.told = share ?? -1
      this.request.onProgress(share, `${message}.`)
    }
    tell(0)
    return tell
  }
}

/** Makes the entries of a folder survive a loss of power. Windows cannot open folders and needs no such call. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
