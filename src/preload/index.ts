import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, RequestMessage, ResponseMessage } from '../shared/contract'
import { CONNECT_CHANNEL, PORT_CHANNEL, type PortMessage } from '../shared/port'

type StateListener = (state: 'ready' | 'lost', reason: string | null) => void

const messageListeners = new Set<(message: ResponseMessage) => void>()
const stateListeners = new Set<StateListener>()
/** Requests sent before the port came. */
const waiting: RequestMessage[] = []
let port: MessagePort | null = null
let lastState: Extract<PortMessage, { kind: 'state' }> | null = null

ipcRenderer.once(PORT_CHANNEL, (event) => {
  port = event.ports[0]
  port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
    if (data.kind === 'message') for (const listener of messageListeners) listener(data.message)
    else {
      lastState = data
      for (const listener of stateListeners) listener(data.state, data.reason)
    }
  }
  for (const message of waiting.splice(0)) port.postMessage(message)
})

const bridge: Bridge = {
  door: 'desktop',
  send(message) {
    if (port) port.postMessage(message)
    else waiting.push(message)
  },
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
    if (nameless) throw new Error(`${nameless.name} is not a file on this machine's disk.`)
    return paths
  },
}

contextBridge.exposeInMainWorld('plenum', bridge)
ipcRenderer.send(CONNECT_CHANNEL)
