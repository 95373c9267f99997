/** A client of Chromium's DevTools protocol: commands by id, events by session. */
export class Cdp {
  private next = 1
  private readonly open = new Map<number, { method: string; resolve(value: never): void; reject(error: Error): void }>()
  private readonly listeners = new Map<string, Set<(params: never) => void>>()

  private readonly socket: WebSocket

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.addEventListener('message', ({ data }) => this.receive(JSON.parse(String(data)) as Incoming))
    socket.addEventListener('close', () => {
      for (const { method, reject } of this.open.values()) reject(new Error(`Chromium closed during ${method}.`))
      this.open.clear()
      this.emit('', 'closed', {})
    })
  }

  static connect(endpoint: string): Promise<Cdp> {
    const socket = new WebSocket(endpoint)
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new Cdp(socket)))
      socket.addEventListener('error', () => reject(new Error(`Chromium does not answer at ${endpoint}.`)))
    })
  }

  send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = this.next++
    this.socket.send(JSON.stringify({ id, method, params, sessionId }))
    return new Promise((resolve, reject) => this.open.set(id, { method, resolve, reject }))
  }

  /** Listens to an event of one session; `''` is the browser's own. */
  on<T>(sessionId: string, method: string, listener: (params: T) => void): void {
    const key = `${sessionId} ${method}`
    const set = this.listeners.get(key) ?? new Set()
    this.listeners.set(key, set.add(listener as (params: never) => void))
  }

  close(): void {
    this.socket.close()
  }

  private receive(message: Incoming): void {
    if (message.id === undefined) return this.emit(message.sessionId ?? '', message.method ?? '', message.params)
    const request = this.open.get(message.id)
    if (!request) return
    this.open.delete(message.id)
    if (message.error) request.reject(new Error(`${request.method}: ${message.error.message}`))
    else request.resolve(message.result as never)
  }

  private emit(sessionId: string, method: string, params: unknown): void {
    for (const listener of this.listeners.get(`${sessionId} ${method}`) ?? []) listener(params as never)
  }
}

interface Incoming {
  id?: number
  method?: string
  params?: unknown
  sessionId?: string
  result?: unknown
  error?: { message: string }
}
