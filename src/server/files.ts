import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { assetPath, mediaType, SECURITY_HEADERS } from '../shared/assets'
import { say } from '../texts/server'
import { replyText } from './reply'

/** The built window's folder, seen from the built server, which may lie in `out/main` or in a chunk below it. */
export function windowFolder(): string {
  const candidates = ['../renderer', '../../renderer', '../../out/renderer'].map((path) => join(import.meta.dirname, path))
  const found = candidates.find((path) => existsSync(join(path, 'index.html')))
  if (!found) throw new Error(say.noWindow(candidates[0]))
  return found
}

/** Serves a file of the window. Files with a content hash in their name are kept by the browser, the page is asked for anew. */
export async function replyFile(request: IncomingMessage, response: ServerResponse, root: string, pathname: string): Promise<void> {
  const path = assetPath(pathname)
  if (path === null) return replyText(response, 404, say.noFile)
  let body: Buffer
  try {
    body = await readFile(join(root, path))
  } catch {
    return replyText(response, 404, say.noFile)
  }
  const cache = path.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store'
  response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': mediaType(path), 'Content-Length': body.length, 'Cache-Control': cache })
  response.end(request.method === 'HEAD' ? undefined : body)
}
