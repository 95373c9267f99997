import { ModelledEmitter } from './emitter'
import { NotModelled } from './refuse'

/** Where the far end of a transferred port lies. */
export interface Remote {
  post(id: number, data: unknown): void
}

let next = 1
const transferred = new Map<number, MessagePortMain>()

/** One end of a channel in main. Messages wait until `start`; a transferred end lives in a page and is reached through it. */
export class MessagePortMain extends ModelledEmitter {
  private peer: MessagePortMain | null = null
  private readonly queue: unknown[] = []
  private started = false
  private closed = false
  private remote: { id: number; page: Remote } | null = null

  constructor() {
    super('MessagePortMain', ['message', 'close'])
  }

  static entangle(a: MessagePortMain, b: MessagePortMain): void {
    a.peer = b
    b.peer = a
  }

  postMessage(data: unknown, transfer: unknown[] = []): void {
    if (transfer.length > 0) throw new NotModelled('MessagePortMain.postMessage with ports')
    if (this.remote) throw new Error('This port was transferred and is no longer here.')
    this.peer?.accept(structuredClone(data))
  }

  start(): void {
    this.started = true
    for (const data of this.queue.splice(0)) this.deliver(data)
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    const peer = this.peer
    queueMicrotask(() => {
      this.emit('close')
      peer?.close()
    })
  }

  /** Moves this end to a page; answers the number under which it is known there. */
  transferTo(page: Remote): number {
    if (this.remote) throw new Error('A port can be transferred once.')
    const id = next++
    this.remote = { id, page }
    transferred.set(id, this)
    for (const data of this.queue.splice(0)) page.post(id, data)
    return id
  }

  private accept(data: unknown): void {
    if (this.closed) return
    if (this.remote) this.remote.page.post(this.remote.id, data)
    else if (this.started) this.deliver(data)
    else this.queue.push(data)
  }

  private deliver(data: unknown): void {
    setImmediate(() => {
      if (!this.closed) this.emit('message', { data, ports: [] })
    })
  }

  /** A page posted on the end that lies there. */
  static fromPage(id: number, data: unknown): void {
    transferred.get(id)?.peer?.accept(data)
  }

  /** The page is gone, and its ends with it. */
  static pageIsGone(page: Remote): void {
    for (const [id, port] of transferred) {
      if (port.remote?.page !== page) continue
      transferred.delete(id)
      port.close()
    }
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()

  constructor() {
    MessagePortMain.entangle(this.port1, this.port2)
  }
}
