/**
 * Entry of the process that reads one corpus: forked by the lab, so that a million lines neither delay the lab's answers nor
 * take it along when memory runs out.
 */
import { LabError } from '../shared/contract'
import { importCorpus } from './corpus/import'
import type { ImporterCommand, ImporterMessage } from './import-protocol'

const abort = new AbortController()
const say = (message: ImporterMessage, sent?: () => void): void => {
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
  importCorpus({
    source: command.source,
    name: command.name,
    options: command.options,
    directory: command.directory,
    id: command.id,
    signal: abort.signal,
    onProgress: (share, message) => say({ type: 'progress', share, message }),
  }).then(
    (record) => say({ type: 'done', record }, leave),
    (error: unknown) =>
      say(
        {
          type: 'failed',
          code: error instanceof LabError ? error.code : 'failed',
          message: error instanceof Error ? error.message : String(error),
        },
        leave,
      ),
  )
})
