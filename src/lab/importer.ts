/**
 * Entry of the process that reads one corpus: forked by the lab, so that a million lines neither delay the lab's answers nor
 * take it along when memory runs out.
 */
import { dirname } from 'node:path'
import { LabError } from '../shared/contract'
import { describeCorpus } from './corpus/importing/describe'
import { importCorpus } from './corpus/importing/import'
import type { CorpusRecord } from '../shared/corpus'
import { say } from '../texts/lab'
import { diskFault, faultSentence, isFaultOf } from './disk-fault'
import type { ImporterCommand, ImporterMessage, ImporterTask } from './import-protocol'

const abort = new AbortController()
const send = (message: ImporterMessage, sent?: () => void): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => sent?.())
}
const leave = (): void => {
  if (process.connected) process.disconnect()
}

// When the lab is gone, what was written so far is removed.
process.on('disconnect', () => abort.abort())
// A terminal's Ctrl-C reaches this process too; the lab decides what becomes of the import.
process.on('SIGINT', () => undefined)
process.on('message', (command: ImporterCommand) => {
  if (command.type === 'cancel') return abort.abort()
  perform(command).then(
    (record) => send({ type: 'done', record }, leave),
    (error: unknown) =>
      send(
        {
          type: 'failed',
          code: error instanceof LabError ? error.code : 'failed',
          message: sentenceOf(error, dirname(command.directory)),
        },
        leave,
      ),
  )
})

function perform(task: ImporterTask): Promise<CorpusRecord> {
  const onProgress = (share: number | null, message: string) => send({ type: 'progress', share, message })
  if (task.type === 'describe')
    return describeCorpus(task.directory, abort.signal, (share) => onProgress(share, say.corpus.stages.statistics))
  const { source, name, options, directory, id } = task
  return importCorpus({ source, name, options, directory, id, signal: abort.signal, onProgress })
}

/** What went wrong; of a disk that took no more, with the remedy. */
function sentenceOf(error: unknown, corpora: string): string {
  const fault = isFaultOf(error, corpora) ? diskFault(error) : null
  if (fault !== null) return faultSentence(fault, dirname(corpora))
  return error instanceof Error ? error.message : String(error)
}
