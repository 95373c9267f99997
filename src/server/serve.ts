import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Home } from '../lab/home'
import { Lab } from '../lab/lab'
import { say } from '../texts/server'
import { replyFile, windowFolder } from './files'
import { Guard } from './guard'
import { replyText } from './reply'
import { keptSecrets } from './secrets'
import { labSockets } from './socket'
import { forgetUploads, KEPT, receiveUpload } from './upload'

/** The port asked for where none is given; the next ones are tried where it is taken. */
export const DEFAULT_PORT = 4747
const PORTS_TRIED = 20

export interface ServeOptions {
  /** The lab's data folder. */
  home: string
  /** 0: any free one. */
  port?: number
  /** Whether the token of earlier servers on this data folder no longer opens it. */
  newToken?: boolean
  /** Folder of the built window; default: the build's. */
  window?: string
}

export interface RunningServer {
  /** The address with its token, for the one who started the server. */
  url: string
  port: number
  close(): Promise<void>
}

/**
 * Runs the lab behind HTTP and WebSocket, on this machine's loopback only.
 * @throws Error with a sentence when no port is free, the window is not built, or the lab cannot open its store.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const root = options.window ?? windowFolder()
  const lab = await Lab.open({ home: options.home })
  const { uploads, secrets: secretsFile } = new Home(options.home)
  await forgetUploads(uploads)
  const forgetting = setInterval(() => void forgetUploads(uploads), KEPT).unref()
  const secrets = await keptSecrets(secretsFile, options.newToken)
  const server = createServer()
  let port = 0
  const guard = new Guard(secrets, () => port)
  const sockets = labSockets(lab)

  server.on('request', (request, response) => {
    answer(request, response, { guard, root, uploads }).catch((error: unknown) => {
      if (!response.headersSent) replyText(response, 500, say.ourFault(String(error)))
      else response.destroy()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const allowed = guard.isHostKnown(request) && guard.isOwnOrigin(request) && guard.hasSession(request) && pathOf(request) === '/lab'
    if (allowed) sockets.accept(request, socket, head)
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  // A large file may take long to upload; a stalled connection still ends by its idle time.
  server.requestTimeout = 0
  server.timeout = 120_000

  try {
    port = await listen(server, options.port)
  } catch (error) {
    clearInterval(forgetting)
    sockets.close()
    await lab.close()
    throw error
  }
  return {
    url: `http://127.0.0.1:${port}/?token=${secrets.token}`,
    port,
    async close() {
      clearInterval(forgetting)
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await lab.close()
    },
  }
}

/** The path of a request as it was sent: not normalised, so that what climbs out is seen. */
const pathOf = (request: IncomingMessage) => (request.url ?? '/').split(/[?#]/)[0]

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  own: { guard: Guard; root: string; uploads: string },
): Promise<void> {
  if (!own.guard.isHostKnown(request)) return replyText(response, 421, say.unknownHost)
  let url: URL
  try {
    url = new URL(request.url ?? '/', 'http://localhost')
  } catch {
    return replyText(response, 400, say.badAddress)
  }
  const token = url.searchParams.get('token')
  if (request.method === 'GET' && token !== null) {
    if (!own.guard.isToken(token)) return replyText(response, 401, say.needsToken)
    response.writeHead(303, {
      Location: '/',
      'Set-Cookie': own.guard.cookie,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    })
    response.end()
    return
  }
  if (!own.guard.hasSession(request)) return replyText(response, 401, say.needsToken)
  if (request.method === 'POST' && url.pathname === '/upload') {
    if (!own.guard.isOwnOrigin(request)) return replyText(response, 403, say.foreignUpload)
    return receiveUpload(request, response, url.searchParams, own.uploads)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return replyText(response, 405, say.badMethod)
  return replyFile(request, response, own.root, pathOf(request))
}

/** Listens on the port asked for; without one, on the default or one of those after it. */
async function listen(server: Server, asked: number | undefined): Promise<number> {
  const ports = asked === undefined ? Array.from({ length: PORTS_TRIED }, (_, i) => DEFAULT_PORT + i) : [asked]
  for (const port of ports) {
    const bound = await new Promise<number | null>((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error))
      server.once('error', failed)
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        server.removeListener('error', failed)
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : port)
      })
    })
    if (bound !== null) return bound
  }
  throw new Error(asked === undefined ? say.portsTaken(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED - 1) : say.portTaken(asked))
}
