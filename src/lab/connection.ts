import { LabError, requestMessageSchema, type LabEvent, type ResponseMessage } from '../shared/contract'
import { appendSeries } from '../shared/series'
import { say } from '../texts/lab'
import type { Lab } from './lab'

type PointsEvent = Extract<LabEvent, { type: 'points' }>

export interface ConnectOptions {
  /** Whether the client is behind with what it was sent; events then wait, and points of one series are joined. Nothing is dropped. */
  isBusy?: () => boolean
}

/** Milliseconds after which a client that was behind is looked at again. */
const RETRY = 50

/**
 * Serves one client of the lab over any channel: `receive` takes its messages, `send` carries answers and events to it in one order.
 * An answer never overtakes an event that was told before it.
 */
export function connect(
  lab: Pick<Lab, 'handle' | 'subscribe'>,
  send: (message: ResponseMessage) => void,
  { isBusy = () => false }: ConnectOptions = {},
): { receive(raw: unknown): void; close(): void } {
  let open = true
  let timer: NodeJS.Timeout | null = null
  const held: LabEvent[] = []

  const flush = () => {
    for (const event of held.splice(0)) send({ event })
  }
  const retry = () => {
    timer = null
    if (!open || held.length === 0) return
    if (isBusy()) timer = setTimeout(retry, RETRY)
    else flush()
  }
  const unsubscribe = lab.subscribe((event) => {
    if (held.length === 0 && !isBusy()) return send({ event })
    hold(held, event)
    timer ??= setTimeout(retry, RETRY)
  })
  const answer = (message: ResponseMessage) => {
    if (!open) return
    flush()
    send(message)
  }

  return {
    receive(raw) {
      if (!open) return
      const request = requestMessageSchema.safeParse(raw)
      if (!request.success) {
        // Without a number there is no one to answer; a fault of the client's own.
        const id = (raw as { id?: unknown } | null)?.id
        if (Number.isSafeInteger(id)) answer({ id: id as number, error: { code: 'bad_request', message: say.process.requestShape } })
        return
      }
      const { id, method, params } = request.data
      lab.handle(method, params).then(
        (result) => answer({ id, result }),
        (error: unknown) => answer({ id, error: errorOf(error) }),
      )
    },
    close() {
      open = false
      if (timer) clearTimeout(timer)
      unsubscribe()
    },
  }
}

/** Holds an event back: points join those of the same series, a record replaces its earlier state where nothing lies between. */
function hold(held: LabEvent[], event: LabEvent): void {
  if (event.type === 'points' && event.restart_at === null) {
    const last = held.findLast(
      (other): other is PointsEvent => other.type === 'points' && other.id === event.id && other.series === event.series,
    )
    if (last) return appendSeries(last.points, event.points)
    held.push({ ...event, points: structuredClone(event.points) })
    return
  }
  if (event.type === 'run' || event.type === 'job') {
    const id = idOf(event)
    const index = held.findIndex((other) => other.type === event.type && idOf(other) === id)
    if (index >= 0) held.splice(index, 1)
  }
  held.push(event.type === 'points' ? { ...event, points: structuredClone(event.points) } : event)
}

const idOf = (event: LabEvent): string | null => (event.type === 'run' ? event.run.id : event.type === 'job' ? event.job.id : null)

function errorOf(error: unknown): { code: LabError['code']; message: string } {
  if (error instanceof LabError) return { code: error.code, message: error.message }
  return { code: 'failed', message: error instanceof Error ? error.message : String(error) }
}
