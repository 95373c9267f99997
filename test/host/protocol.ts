import { modelled, NotModelled, onlyOptions } from './refuse'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const privileged = new Map<string, object>()
const state = { ready: false }

/** Called once Chromium runs: from then on no scheme can get privileges. */
export function schemesAreFixed(): void {
  state.ready = true
}

/** What Chromium needs of an answer: status, headers and the body in base64. */
export interface Fulfilment {
  responseCode: number
  responseHeaders: { name: string; value: string }[]
  body: string
}

/** Asks the handler that main registered; null where it registered none. */
export async function askHandler(url: string, method: string, headers: Record<string, string>): Promise<Fulfilment | null> {
  const handler = handlers.get('app')
  if (!handler) return null
  const response = await handler(new Request(url, { method, headers }))
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  return { responseCode: response.status, responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })), body }
}

export const protocol = modelled('protocol', {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]) {
    if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) {
      if (scheme !== 'app') throw new NotModelled(`a privileged scheme other than app (${scheme})`)
      onlyOptions('protocol.registerSchemesAsPrivileged', privileges, ['standard', 'secure', 'supportFetchAPI'])
      if (!privileges.standard || !privileges.secure || !privileges.supportFetchAPI) {
        throw new NotModelled('a custom scheme that is not standard, secure and fetchable')
      }
      privileged.set(scheme, privileges)
    }
  },
  handle(scheme: string, handler: Handler) {
    if (!state.ready) throw new Error('protocol.handle cannot be used before app is ready')
    if (!privileged.has(scheme)) throw new NotModelled(`protocol.handle of a scheme without privileges (${scheme})`)
    if (handlers.has(scheme)) throw new Error(`The protocol ${scheme} has a handler already`)
    handlers.set(scheme, handler)
  },
})
