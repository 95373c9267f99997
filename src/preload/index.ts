import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, RequestMessage, ResponseMessage } from '../shared/contract'
import type { HostEvent } from '../shared/host'
import { CONNECT_CHANNEL, type HostEnvelope, PORT_CHANNEL, type PortMessage } from '../shared/port'
import { texts } from '../texts/desktop'

type StateListener = (state: 'ready' | 'lost', reason: string | null) => void

const messageListeners = new Set<(message: ResponseMessage) => void>()
const stateListeners = new Set<StateListener>()
const hostListeners = new Set<(event: HostEvent) => void>()
/** What was sent before the port came, and what the desktop said before the window listened. */
const waiting: (RequestMessage | HostEnvelope)[] = []
const unheard: HostEvent[] = []
let port: MessagePort | null = null
let lastState: Extract<PortMessage, { kind: 'state' }> | null = null

ipcRenderer.once(PORT_CHANNEL, (event) => {
  port = event.ports[0]
  port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
    if (data.kind === 'message') for (const listener of messageListeners) listener(data.message)
    else if (data.kind === 'host') {
      if (hostListeners.size === 0) unheard.push(data.event)
      for (const listener of hostListeners) listener(data.event)
    } else {
      lastState = data
      for (const listener of stateListeners) listener(data.state, data.reason)
    }
  }
  for (const message of waiting.splice(0)) port.postMessage(message)
})

function post(message: RequestMessage | HostEnvelope): void {
  if (port) port.postMessage(message)
  else waiting.push(message)
}

const bridge: Bridge = {
  door: 'desktop',
  send: post,
  receive(listener) {
    messageListeners.add(listener)
    return () => messageListeners.delete(listener)
  },
  onState(listener) {
    stateListeners.add(listener)
    if (lastState) listener(lastState.state, lastState.reason)
    return () => stateListeners.delete(listener)
  },
  async placeFiles(files) {
    const paths = files.map((file) => webUtils.getPathForFile(file))
    const nameless = files.find((_, index) => paths[index] === '')
    if (nameless) throw new Error(texts.open.noFile(nameless.name))
    return paths
  },
  tellHost: (message) => post({ host: message }),
  onHost(listener) {
    hostListeners.add(listener)
    for (const event of unheard.splice(0)) listener(event)
    return () => hostListeners.delete(listener)
  },
}

contextBridge.exposeInMainWorld('plenum', bridge)
ipcRenderer.send(CONNECT_CHANNEL)
