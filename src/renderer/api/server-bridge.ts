import type { Bridge, LabState, RequestMessage, ResponseMessage } from '../../shared/contract'
import { Listeners, StateListeners } from '../../shared/listeners'
import { texts } from '../texts'
import { createBrowserHost } from './browser-host'

const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 4000

/**
 * The lab over a WebSocket at `/lab` of the page's own server. It reconnects by itself, waiting longer each time up to 4 s.
 * Files travel as `POST /upload?batch=<hex>&name=<name>`, whose answer is `{ path }`; one call of `placeFiles` is one batch,
 * whose files lie in one folder.
 */
export function createServerBridge(location: Pick<Location, 'protocol' | 'host'>): Bridge {
  const messages = new Listeners<[ResponseMessage]>()
  const states = new StateListeners<LabState>()
  const waiting: RequestMessage[] = []
  let socket: WebSocket | null = null
  let retry = FIRST_RETRY_MS

  const connect = () => {
    const opened = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/lab`)
    socket = opened
    opened.onopen = () => {
      retry = FIRST_RETRY_MS
      for (const message of waiting.splice(0)) opened.send(JSON.stringify(message))
      states.tell('ready', null)
    }
    opened.onmessage = (frame: MessageEvent<string>) => {
      messages.tell(JSON.parse(frame.data) as ResponseMessage)
    }
    opened.onclose = (event) => {
      waiting.length = 0
      states.tell('lost', event.reason || texts.connection.serverAway)
      void isForeign().then((foreign) => foreign && socket === opened && states.tell('lost', texts.connection.newToken))
      setTimeout(connect, retry)
      retry = Math.min(retry * 2, LONGEST_RETRY_MS)
    }
  }
  connect()

  return {
    door: 'server',
    send(message) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
      else if (socket?.readyState === WebSocket.CONNECTING) waiting.push(message)
      else throw new Error(texts.connection.serverAway)
    },
    receive: (listener) => messages.add(listener),
    onState: (listener) => states.add(listener),
    placeFiles: upload,
    ...createBrowserHost(),
  }
}

/** Whether a server is there that does not know this page: it was started anew, with another token. */
async function isForeign(): Promise<boolean> {
  const answer = await fetch('/', { cache: 'no-store' }).catch(() => null)
  return answer !== null && (answer.status === 401 || answer.status === 403)
}

async function upload(files: File[]): Promise<string[]> {
  const batch = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const paths: string[] = []
  for (const file of files) paths.push(await uploadOne(batch, file))
  return paths
}

async function uploadOne(batch: string, file: File): Promise<string> {
  const response = await fetch(`/upload?batch=${batch}&name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file })
  if (!response.ok) throw new Error(texts.connection.uploadFailed(file.name, (await response.text()) || response.statusText))
  const answer: unknown = await response.json()
  if (typeof answer === 'object' && answer !== null && 'path' in answer && typeof answer.path === 'string') return answer.path
  throw new Error(texts.connection.uploadFailed(file.name, 'no path was answered'))
}
