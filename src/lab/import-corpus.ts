import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError } from '../shared/contract'
import type { CorpusRecord, CorpusSource } from '../shared/corpus'
import type { ImportOptions } from '../shared/import-options'
import { say } from '../texts/lab'
import type { Home } from './home'
import type { ImporterCommand, ImporterMessage, ImporterTask } from './import-protocol'
import type { Report } from './jobs'
import { ChildProgram } from './runs/child-program'
import { endSentence } from './runs/end-sentence'

/** A cancelled import is given so long (ms) to clear up after itself. */
const CANCEL_GRACE = 5000

/**
 * An import makes and drops words by the million: with young objects in 12 MiB instead of 48 it takes as long and peaks a third lower
 * (205 instead of 300 MiB for a million sentences).
 */
const NODE_FLAGS = ['--max-semi-space-size=4']

export interface ImportWork {
  importerPath: string
  home: Home
  id: string
  source: CorpusSource
  name: string | null
  options: Partial<ImportOptions>
}

/** Imports in a process of its own. Nothing is left of an import that fails or is cancelled. Throws LabError with the reason. */
export async function importInProcess(
  { importerPath, home, id, ...request }: ImportWork,
  report: Report,
  signal: AbortSignal,
): Promise<CorpusRecord> {
  try {
    return await perform(importerPath, { type: 'import', id, directory: home.corpus(id), ...request }, report, signal)
  } catch (error) {
    await Promise.all([home.corpus(id), join(home.corpora, `.${id}.importing`)].map((path) => rm(path, { recursive: true, force: true })))
    throw error
  }
}

/** Computes the statistics of a stored corpus in a process of its own; on any failure the corpus stays as it was. */
export function describeInProcess(importerPath: string, directory: string, report: Report, signal: AbortSignal): Promise<CorpusRecord> {
  return perform(importerPath, { type: 'describe', directory }, report, signal)
}

async function perform(importerPath: string, task: ImporterTask, report: Report, signal: AbortSignal): Promise<CorpusRecord> {
  signal.throwIfAborted()
  let last: Exclude<ImporterMessage, { type: 'progress' }> | null = null
  const program = new ChildProgram<ImporterCommand, ImporterMessage>(
    importerPath,
    (message) => {
      if (message.type === 'progress') report(message.share, message.message)
      else last = message
    },
    NODE_FLAGS,
  )
  const cancel = () => {
    program.send({ type: 'cancel' })
    setTimeout(() => program.kill(), CANCEL_GRACE).unref()
  }
  signal.addEventListener('abort', cancel)
  program.send(task)
  const end = await program.ended
  signal.removeEventListener('abort', cancel)
  const said = last as Exclude<ImporterMessage, { type: 'progress' }> | null
  if (said?.type === 'done' && !signal.aborted) return said.record
  signal.throwIfAborted()
  if (said?.type === 'failed') throw new LabError(said.code, said.message)
  throw new LabError('failed', endSentence(say.corpus.process, end))
}
