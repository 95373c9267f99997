import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ResponseMessage } from '../shared/contract'
import { connect } from '../lab/connection'
import type { Lab } from '../lab/lab'
import { say } from '../texts/server'

/** Largest request in bytes: a thousand paths fit. */
const MAX_MESSAGE_BYTES = 4 * 1024 ** 2
/** A client with this many bytes on their way is behind: events wait for it and are joined. */
const BEHIND_BYTES = 1024 ** 2
/** A client that lets this many bytes pile up does not read; it is dropped and may come again. */
const MAX_BACKLOG_BYTES = 64 * 1024 ** 2
/** A client is asked whether it is still there, every so many ms. */
const HEARTBEAT = 30_000

export interface LabSockets {
  /** Takes a checked upgrade request over. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** The lab's contract over WebSockets: one connection of the lab for each client. */
export function labSockets(lab: Pick<Lab, 'handle' | 'subscribe'>): LabSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false })
  const answered = new WeakSet<WebSocket>()

  server.on('connection', (client) => {
    const send = (message: ResponseMessage) => {
      if (client.readyState !== client.OPEN) return
      if (client.bufferedAmount > MAX_BACKLOG_BYTES) client.close(1013, say.tooSlow)
      else client.send(JSON.stringify(message))
    }
    const connection = connect(lab, send, { isBusy: () => client.bufferedAmount > BEHIND_BYTES })
    answered.add(client)
    client.on('pong', () => answered.add(client))
    client.on('message', (data, isBinary) => {
      const message = isBinary ? undefined : parse(String(data))
      if (message === undefined) client.close(1007, say.notJson)
      else connection.receive(message)
    })
    client.on('error', () => client.terminate())
    client.on('close', () => connection.close())
  })

  const heartbeat = setInterval(() => {
    for (const client of server.clients) {
      if (answered.delete(client)) client.ping()
      else client.terminate()
    }
  }, HEARTBEAT)

  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request)),
    close() {
      clearInterval(heartbeat)
      for (const client of server.clients) client.close(1001, say.closing)
      server.close()
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
