import type { ResponseMessage } from './contract'
import type { HostEvent, HostMessage } from './host'

/** Asks main for the lab's port; sent by preload once a page is loaded. */
export const CONNECT_CHANNEL = 'plenum:connect'
/** Brings the port to the page that asked. */
export const PORT_CHANNEL = 'plenum:port'

/**
 * What main says on the port: the lab's wire messages and the state of the lab, in one order, and what the desktop wants of the
 * window. Requests travel the other way bare; what the window tells the desktop is wrapped.
 */
export type PortMessage =
  | { kind: 'message'; message: ResponseMessage }
  | { kind: 'state'; state: 'ready' | 'lost'; reason: string | null }
  | { kind: 'host'; event: HostEvent }

/** The wrapping of what is meant for the desktop and not for the lab. */
export interface HostEnvelope {
  host: HostMessage
}
