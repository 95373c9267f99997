import { type LabErrorCode, requestMessageSchema, type RequestMessage, type ResponseMessage } from '../shared/contract'
import type { PortMessage } from '../shared/port'
import { texts } from '../texts/desktop'

/** The window's end of the relay: what it is told goes through `tell`. */
export interface RelayClient {
  tell(message: PortMessage): void
}

const failure = (id: number, code: LabErrorCode, message: string): PortMessage => ({
  kind: 'message',
  message: { id, error: { code, message } },
})

/**
 * Passes requests from the window to the lab and everything the lab says back, in order. It knows no request by name. Ids are
 * replaced on the way, so that an answer to a page that was reloaded never reaches its successor; when the lab is lost, every
 * open request is answered with that.
 */
export class Relay {
  private readonly open = new Map<number, { client: RelayClient; id: number }>()
  private client: RelayClient | null = null
  private next = 1
  private state: Extract<PortMessage, { kind: 'state' }> = { kind: 'state', state: 'lost', reason: texts.lab.starting }

  /** @param toLab hands a request to the lab process; false when there is none. */
  constructor(private readonly toLab: (message: RequestMessage) => boolean) {}

  /** A page has connected: from now on it alone is told what the lab says. */
  connect(client: RelayClient): void {
    this.client = client
    client.tell(this.state)
  }

  /** The page is gone; what was asked for it is dropped. */
  disconnect(client: RelayClient): void {
    if (this.client === client) this.client = null
    for (const [id, request] of this.open) if (request.client === client) this.open.delete(id)
  }

  /** A message of the window, of unknown shape. */
  fromWindow(client: RelayClient, raw: unknown): void {
    const parsed = requestMessageSchema.safeParse(raw)
    if (!parsed.success) {
      const id = (raw as { id?: unknown } | null)?.id
      if (typeof id === 'number') client.tell(failure(id, 'bad_request', texts.lab.noRequest))
      return
    }
    const id = this.next++
    this.open.set(id, { client, id: parsed.data.id })
    if (this.toLab({ ...parsed.data, id })) return
    this.open.delete(id)
    client.tell(failure(parsed.data.id, 'failed', this.state.reason ?? texts.lab.away))
  }

  /** A message of the lab. */
  fromLab(message: ResponseMessage): void {
    if ('event' in message) {
      this.client?.tell({ kind: 'message', message })
      return
    }
    const request = this.open.get(message.id)
    if (!request) return
    this.open.delete(message.id)
    request.client.tell({ kind: 'message', message: { ...message, id: request.id } })
  }

  /** The lab is there, or lost for a reason in a sentence. */
  labIs(state: 'ready' | 'lost', reason: string | null): void {
    this.state = { kind: 'state', state, reason }
    if (state === 'lost') {
      for (const { client, id } of this.open.values()) client.tell(failure(id, 'failed', reason ?? texts.lab.over))
      this.open.clear()
    }
    this.client?.tell(this.state)
  }
}
