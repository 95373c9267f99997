import type { ResponseMessage } from './contract'

/** Asks main for the lab's port; sent by preload once a page is loaded. */
export const CONNECT_CHANNEL = 'plenum:connect'
/** Brings the port to the page that asked. */
export const PORT_CHANNEL = 'plenum:port'

/** What main says on the port: the lab's wire messages and the state of the lab, in one order. Requests travel the other way bare. */
export type PortMessage = { kind: 'message'; message: ResponseMessage } | { kind: 'state'; state: 'ready' | 'lost'; reason: string | null }
