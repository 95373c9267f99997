import type { Bridge } from '../../shared/contract'
import { createServerBridge } from './server-bridge'

declare global {
  interface Window {
    /** Set by the preload script: the page runs in the desktop app. */
    plenum?: Bridge
  }
}

/** The door this page was opened through: the desktop app's bridge where there is one, otherwise the server that sent the page. */
export function findBridge(): Bridge {
  return window.plenum ?? createServerBridge(window.location)
}
