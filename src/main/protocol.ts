import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assetPath, mediaType, SECURITY_HEADERS } from '../shared/assets'
import { isOwnUrl } from './security'

/** Makes `app:` a scheme like https: with origins, fetch and a secure context. Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** Serves the window's files below `root` as `app://plenum/…`. */
export function serveWindow(root: string): void {
  protocol.handle('app', (request) => answer(request, root))
}

/** The answer to one request: a file below `root` with the window's headers, or 404, 405. */
export async function answer(request: Pick<Request, 'url' | 'method'>, root: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
  if (!isOwnUrl(request.url)) return refusal(404)
  const path = assetPath(new URL(request.url).pathname)
  if (path === null) return refusal(404)
  try {
    const body = await readFile(join(root, path))
    return new Response(request.method === 'HEAD' ? null : body, { headers: { ...SECURITY_HEADERS, 'Content-Type': mediaType(path) } })
  } catch {
    return refusal(404)
  }
}

const refusal = (status: number) => new Response(null, { status, headers: SECURITY_HEADERS })
