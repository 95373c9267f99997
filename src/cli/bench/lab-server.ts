import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { LabEvent, Method, Params, ResponseMessage, Result } from '../../shared/contract'
import { programFile } from '../../lab/program-file'
import { say } from '../../texts/terminal'

/** The lab server in a process of its own. */
export interface LabServer {
  /** The address with its token. */
  address: string
  close(): Promise<void>
}

/** Starts the server program on a data folder; answers when it prints its address. Throws what it said where it ends instead. */
export async function startLabServer(home: string): Promise<LabServer> {
  const child = spawn(process.execPath, [programFile('server.js'), '--port', '0'], {
    env: { ...process.env, PLENUM_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    const hear = (text: string) => {
      said += text
      const found = /http:\/\/\S+/.exec(said)?.[0]
      if (found) resolve(found)
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(say.bench.serverEnded(code, said.trim()))))
  })
  return {
    address,
    async close() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

interface Waiting {
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

/** A client of the lab server, as a window is one. */
export class LabClient {
  private readonly waiting = new Map<number, Waiting>()
  private last = 0
  private listener: (event: LabEvent) => void = () => {}

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as ResponseMessage
      if ('event' in message) return this.listener(message.event)
      const request = this.waiting.get(message.id)
      this.waiting.delete(message.id)
      if ('error' in message) request?.reject(new Error(message.error.message))
      else request?.resolve(message.result)
    })
    socket.addEventListener('close', () => {
      for (const { reject } of this.waiting.values()) reject(new Error(say.bench.serverClosed))
    })
  }

  /** Shows the token, and connects with the cookie that it is exchanged for. */
  static async connect(address: string): Promise<LabClient> {
    const { origin, host } = new URL(address)
    const response = await fetch(address, { redirect: 'manual' })
    const cookie = response.headers.get('set-cookie')?.split(';')[0]
    if (!cookie) throw new Error(say.bench.noSession(response.status))
    const socket = new WebSocket(`ws://${host}/lab`, { headers: { cookie, origin } })
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', () => reject(new Error(say.bench.serverRefused)))
    })
    return new LabClient(socket)
  }

  ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const id = ++this.last
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (result: unknown) => void, reject })
      this.socket.send(JSON.stringify({ id, method, params }))
    })
  }

  /** Calls the listener with every event until `find` answers something, which is answered. */
  follow<T>(find: (event: LabEvent) => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      this.listener = (event) => {
        const found = find(event)
        if (found === undefined) return
        this.listener = () => {}
        resolve(found)
      }
    })
  }

  close(): void {
    this.socket.close()
  }
}
