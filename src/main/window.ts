import { BrowserWindow } from 'electron'
import { join } from 'node:path'
import { APP_ORIGIN } from './security'

/** Sizes in density-independent pixels. */
const SIZE = { width: 1440, height: 900, minWidth: 900, minHeight: 600 }

/** Opens the window; it shows itself once its first picture is drawn. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    ...SIZE,
    title: 'Plenum',
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}
