import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, LabState, RequestMessage, ResponseMessage } from '../shared/contract'
import type { HostEvent } from '../shared/host'
import { Listeners, StateListeners } from '../shared/listeners'
import { CONNECT_CHANNEL, type HostEnvelope, PORT_CHANNEL, type PortMessage } from '../shared/port'
import { texts } from '../texts/desktop'

const messages = new Listeners<[ResponseMessage]>()
const states = new StateListeners<LabState>()
const hostEvents = new Listeners<[HostEvent]>()
/** What was sent before the port came, and what the desktop said before the window listened. */
const waiting: (RequestMessage | HostEnvelope)[] = []
const unheard: HostEvent[] = []
let port: MessagePort | null = null

ipcRenderer.once(PORT_CHANNEL, (event) => {
  port = event.ports[0]
  port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
    if (data.kind === 'message') messages.tell(data.message)
    else if (data.kind === 'state') states.tell(data.state, data.reason)
    else if (hostEvents.none) unheard.push(data.event)
    else hostEvents.tell(data.event)
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
  receive: (listener) => messages.add(listener),
  onState: (listener) => states.add(listener),
  async placeFiles(files) {
    const paths = files.map((file) => webUtils.getPathForFile(file))
    const nameless = files.find((_, index) => paths[index] === '')
    if (nameless) throw new Error(texts.open.noFile(nameless.name))
    return paths
  },
  tellHost: (message) => post({ host: message }),
  onHost(listener) {
    const stop = hostEvents.add(listener)
    for (const event of unheard.splice(0)) listener(event)
    return stop
  },
}

contextBridge.exposeInMainWorld('plenum', bridge)
ipcRenderer.send(CONNECT_CHANNEL)
