import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Secrets } from './secrets'

/** Names under which a machine reaches itself. A forwarded port (ssh -L) keeps the name and changes the number. */
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Decides who may speak to the server: someone who was given the token, from a page of this very origin, under a loopback name.
 * Without the name check a foreign site could reach us by pointing its own name at 127.0.0.1 (DNS rebinding).
 */
export class Guard {
  /** @param port tells this server's cookie from those of others on the same host, which browsers do not keep apart. */
  constructor(
    private readonly secrets: Secrets,
    private readonly port: () => number,
  ) {}

  /** Whether the request was sent to a loopback name. */
  isHostKnown(request: IncomingMessage): boolean {
    const host = request.headers.host
    return host !== undefined && LOOPBACK.has(host.replace(/:\d+$/, '').toLowerCase())
  }

  /** Whether the request comes from a page of this origin. Browsers send Origin with every WebSocket and POST. */
  isOwnOrigin(request: IncomingMessage): boolean {
    return request.headers.origin === `http://${request.headers.host}`
  }

  isToken(candidate: string): boolean {
    return equal(candidate, this.secrets.token)
  }

  /** Whether the request carries the cookie that the token was exchanged for. */
  hasSession(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim())
    const name = `${this.cookieName}=`
    return cookies.some((cookie) => cookie.startsWith(name) && equal(cookie.slice(name.length), this.secrets.session))
  }

  /** The Set-Cookie header for one who showed the token. */
  get cookie(): string {
    return `${this.cookieName}=${this.secrets.session}; Path=/; HttpOnly; SameSite=Strict`
  }

  private get cookieName(): string {
    return `plenum-${this.port()}`
  }
}

/** Compares two secrets in a time that tells nothing of where they differ. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
