import { Worker } from 'node:worker_threads'
import { LabError, type LabErrorCode } from '../shared/contract'
import type { FoundSentences } from '../shared/corpus'
import { say } from '../texts/lab'
import type { SearchRequest, SentenceSearcher } from './corpus/search/sentence-search'

export type SearcherCommand = { id: number } & ({ type: 'search'; request: SearchRequest } | { type: 'forget'; directory: string })
export type SearcherMessage = { id: number } & ({ result: FoundSentences | null } | { code: LabErrorCode; error: string })

/** A thread that nobody has asked anything for so long (ms) ends and gives its memory back. */
const IDLE = 60_000
/** MiB of JavaScript objects that the thread may hold; its columns lie beside them. */
const MAX_HEAP = 512

interface Waiting {
  resolve(result: FoundSentences | null): void
  reject(error: LabError): void
}

/** Searches in a thread of its own, started with the first question and again should it ever fail. */
export class SearchThread implements SentenceSearcher {
  private worker: Worker | null = null
  private readonly waiting = new Map<number, Waiting>()
  private counter = 0
  private idle: NodeJS.Timeout | null = null

  /** @param path the built program `searcher.js` */
  constructor(private readonly path: string) {}

  async search(request: SearchRequest): Promise<FoundSentences> {
    const found = await this.ask((id) => ({ id, type: 'search', request }))
    if (!found) throw new LabError('failed', say.process.noSearchAnswer)
    return found
  }

  async forget(directory: string): Promise<void> {
    if (this.worker) await this.ask((id) => ({ id, type: 'forget', directory }))
  }

  async close(): Promise<void> {
    if (this.idle) clearTimeout(this.idle)
    const { worker } = this
    this.end(say.process.plenumCloses)
    await worker?.terminate()
  }

  private ask(command: (id: number) => SearcherCommand): Promise<FoundSentences | null> {
    const id = ++this.counter
    const worker = (this.worker ??= this.start())
    if (this.idle) clearTimeout(this.idle)
    this.idle = setTimeout(() => void this.close(), IDLE).unref()
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      worker.postMessage(command(id))
    })
  }

  private start(): Worker {
    const worker = new Worker(this.path, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP } })
    worker.unref()
    worker.on('message', (message: SearcherMessage) => {
      const waiting = this.waiting.get(message.id)
      this.waiting.delete(message.id)
      if ('error' in message) waiting?.reject(new LabError(message.code, message.error))
      else waiting?.resolve(message.result)
    })
    worker.on('error', (error: Error) => {
      if (this.worker === worker) this.end(say.process.searchFailed(error.message))
    })
    worker.on('exit', () => {
      if (this.worker === worker) this.end(say.process.searchEnded)
    })
    return worker
  }

  private end(reason: string): void {
    this.worker = null
    for (const { reject } of this.waiting.values()) reject(new LabError('refused', reason))
    this.waiting.clear()
  }
}
