/** Entry of the thread that searches sentences: beside the lab, so that a search through a million lines delays no other answer. */
import { parentPort } from 'node:worker_threads'
import { LabError } from '../shared/contract'
import { SentenceSearch } from './corpus/search/sentence-search'
import type { SearcherCommand, SearcherMessage } from './search-thread'

const search = new SentenceSearch()
const say = (message: SearcherMessage): void => parentPort?.postMessage(message)

parentPort?.on('message', (command: SearcherCommand) => {
  const work = command.type === 'search' ? search.search(command.request) : search.forget(command.directory).then(() => null)
  work.then(
    (result) => say({ id: command.id, result }),
    (error: unknown) =>
      say({
        id: command.id,
        code: error instanceof LabError ? error.code : 'failed',
        error: error instanceof Error ? error.message : String(error),
      }),
  )
})
