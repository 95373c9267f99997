import { ModelledEmitter } from './emitter'
import { modelled, NotModelled } from './refuse'

type Listener = (event: object, ...args: unknown[]) => void

const channels = new Map<string, Listener[]>()

/** Hands a page's message to main's listeners; a channel nobody listens to is a mistake in the app, and an error here. */
export function dispatchIpc(channel: string, event: object, args: unknown[]): void {
  const listeners = channels.get(channel)
  if (!listeners) throw new Error(`A page sent on '${channel}', to which main does not listen.`)
  for (const listener of listeners) listener(event, ...args)
}

export const ipcMain = modelled('ipcMain', {
  on(channel: string, listener: Listener) {
    channels.set(channel, [...(channels.get(channel) ?? []), listener])
  },
})

/** A frame as main sees it. */
export class WebFrameMain extends ModelledEmitter {
  readonly parent = null
  readonly url: string
  private readonly send: (channel: string, args: unknown[], ports: unknown[]) => void

  constructor(url: string, send: (channel: string, args: unknown[], ports: unknown[]) => void) {
    super('WebFrameMain', [])
    this.url = url
    this.send = send
  }

  postMessage(channel: string, message: unknown, transfer: unknown[] = []): void {
    if (typeof channel !== 'string') throw new NotModelled('a channel that is no text')
    this.send(channel, message === undefined ? [] : [message], transfer)
  }
}
