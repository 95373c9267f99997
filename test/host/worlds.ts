import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

/**
 * Source texts that the stand-in runs in each page before the page's own scripts: one in the page's world, one with the preload
 * script in an isolated world, as in Electron. The worlds share the document and nothing else; values cross by the browser's
 * structured clone, functions and promises by proxy, as contextBridge does.
 */

/** The isolated world's name. */
export const WORLD = 'plenum-stand-in-preload'
/** The function by which the isolated world speaks to the stand-in. */
export const BINDING = 'plenumStandIn'

export interface WorldMessage {
  type: 'ipc' | 'port' | 'open' | 'fatal'
  url: string
  channel?: string
  args?: unknown[]
  port?: number
  data?: unknown
  message?: string
  /** Of a new window: what it would show and how it would be called. */
  target?: { url: string; name: string }
}

/** What the stand-in calls in the isolated world. */
export interface WorldHost {
  ipc(channel: string, args: unknown[], ports: number[]): void
  port(id: number, data: unknown): void
  dropped(files: { name: string; size: number | null; path: string }[]): void
}

/** A browser-side file as plain JavaScript. */
const script = (name: string) =>
  stripTypeScriptTypes(readFileSync(new URL(`page/${name}.ts`, import.meta.url), 'utf8')).replace(/^export (?=function)/gm, '')

/** Source of the page's world. */
export function pageSource(secret: string): string {
  return `if (window === window.top) {
${script('crossing')}
${script('windows')}
  crossing('${secret}-page', '${secret}-preload')
  refuseWindows('${secret}-window')
}`
}

/** Source of the isolated world with the preload script in it. */
export function isolatedSource(secret: string, preload: string): string {
  return `if (window === window.top) {
${script('crossing')}
${script('preload-world')}
  const bridge = crossing('${secret}-preload', '${secret}-page')
  document.addEventListener('${secret}-window', ({ detail }) => {
    globalThis.${BINDING}(JSON.stringify({ type: 'open', url: location.href, target: detail }))
  })
  globalThis.plenumHost = preloadWorld(bridge, globalThis.${BINDING}, function (require, module, exports) {
${preload}
  })
}`
}
