import {
  LabError,
  REQUESTS,
  eventSchema,
  type Bridge,
  type LabErrorCode,
  type LabEvent,
  type LabState,
  type Method,
  type Params,
  type ResponseMessage,
  type Result,
} from '../../shared/contract'
import { Listeners, StateListeners } from '../../shared/listeners'
import { texts } from '../texts'

/** The window's side of the contract: typed requests, checked answers, events, and whether the lab is there. */
export interface LabClient {
  readonly bridge: Bridge
  /** Sends a request. Rejects with a {@link LabError} when the lab refuses, is lost, or answers something unreadable. */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>
  /** Hears every event of the lab; returns the way to stop. */
  onEvent(listener: (event: LabEvent) => void): () => void
  /** Hears the lab's state where it is known, and then when it comes and goes; a lost lab's open requests have been rejected by then. */
  onState(listener: (...state: LabState) => void): () => void
}

interface Pending {
  method: Method
  resolve(value: never): void
  reject(error: LabError): void
}

/** Makes a client over a bridge; one client a bridge. */
export function createClient(bridge: Bridge): LabClient {
  const pending = new Map<number, Pending>()
  const events = new Listeners<[LabEvent]>()
  const states = new StateListeners<LabState>()
  let counter = 0

  const hear = (message: ResponseMessage) => {
    if ('event' in message) {
      const event = eventSchema.safeParse(message.event)
      if (event.success) events.tell(event.data)
      else console.warn('The lab sent an event this window does not understand.', event.error.issues)
      return
    }
    const waiting = pending.get(message.id)
    if (!waiting) return
    pending.delete(message.id)
    if ('error' in message) waiting.reject(new LabError(message.error.code, message.error.message))
    else settle(waiting, message.result)
  }

  bridge.receive(hear)
  bridge.onState((state, reason) => {
    if (state === 'lost') abandon(pending, reason)
    states.tell(state, reason)
  })

  return {
    bridge,
    request(method, params) {
      return new Promise((resolve, reject) => {
        const checked = REQUESTS[method].params.safeParse(params)
        if (!checked.success) {
          reject(new LabError('bad_request', checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')))
          return
        }
        const id = ++counter
        pending.set(id, { method, resolve, reject })
        try {
          bridge.send({ id, method, params: checked.data })
        } catch (error) {
          pending.delete(id)
          reject(new LabError('failed', sentenceOf(error)))
        }
      })
    },
    onEvent: (listener) => events.add(listener),
    onState: (listener) => states.add(listener),
  }
}

function settle(waiting: Pending, answer: unknown): void {
  const result = REQUESTS[waiting.method].result.safeParse(answer)
  if (result.success) waiting.resolve(result.data as never)
  else waiting.reject(new LabError('failed', texts.connection.unreadable(waiting.method, result.error.issues[0].message)))
}

function abandon(pending: Map<number, Pending>, reason: string | null): void {
  const code: LabErrorCode = 'failed'
  for (const waiting of pending.values()) waiting.reject(new LabError(code, reason ?? texts.connection.unanswered))
  pending.clear()
}

/** What to show a person of anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
