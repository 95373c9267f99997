/* Runs in the browser, in the preload's isolated world; the stand-in puts its text there. */

import type { WorldHost } from '../worlds'

/** The sandboxed preload's surroundings: `require('electron')` with the parts that are modelled. */
export function preloadWorld(
  bridge: { expose(key: string, api: unknown): void },
  say: (text: string) => void,
  preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): WorldHost {
  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>()
  const ports = new Map<number, MessagePort>()
  const files: { name: string; size: number | null; path: string }[] = []
  const post = (message: object) => say(JSON.stringify({ url: location.href, ...message }))
  const notModelled = (what: string) => new Error(`stand-in does not model ${what}`)
  const modelled = (name: string, object: object) =>
    new Proxy(object, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === 'then') return Reflect.get(target, key) as unknown
        throw notModelled(`electron.${name}${key}`)
      },
    })
  /** JSON must carry the message unchanged; what it would lose is refused. */
  const plain = (value: unknown, where: string): void => {
    if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return
    if (typeof value === 'number' && Number.isFinite(value)) return
    if (Array.isArray(value)) return value.forEach((item) => plain(item, where))
    if (typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value))) {
      return Object.values(value).forEach((item) => plain(item, where))
    }
    throw notModelled(`${where} of ${Object.prototype.toString.call(value)}`)
  }
  const listen = (once: boolean) => (channel: string, listener: Listener) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }])
  }
  const electron = modelled('', {
    contextBridge: modelled('contextBridge.', { exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api) }),
    ipcRenderer: modelled('ipcRenderer.', {
      on: listen(false),
      once: listen(true),
      send(channel: string, ...args: unknown[]) {
        plain(args, 'ipcRenderer.send')
        post({ type: 'ipc', channel, args })
      },
    }),
    webUtils: modelled('webUtils.', {
      getPathForFile(file: File) {
        const known = files.find(({ name, size }) => name === file.name && (size === null || size === file.size))
        if (!known) throw notModelled(`webUtils.getPathForFile of a file that was not dropped through it (${file.name})`)
        return known.path
      },
    }),
  })
  const module = { exports: {} }
  const host: WorldHost = {
    ipc(channel, args, ids) {
      const local = ids.map((id) => {
        const { port1, port2 } = new MessageChannel()
        port2.onmessage = ({ data }) => {
          plain(data, 'MessagePort.postMessage')
          post({ type: 'port', port: id, data: data as unknown })
        }
        ports.set(id, port2)
        return port1
      })
      const registered = listeners.get(channel) ?? []
      listeners.set(
        channel,
        registered.filter(({ once }) => !once),
      )
      for (const { listener } of registered) listener({ ports: local }, ...args)
    },
    port: (id, data) => ports.get(id)?.postMessage(data),
    dropped(list) {
      files.unshift(...list)
    },
  }
  try {
    preload(
      (name) => {
        if (name === 'electron' || name === 'electron/renderer') return electron
        throw new Error(`module not found: ${name} (a sandboxed preload has electron only)`)
      },
      module,
      module.exports,
    )
  } catch (error) {
    post({ type: 'fatal', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
  return host
}
