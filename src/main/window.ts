import { BrowserWindow, screen } from 'electron'
import { join } from 'node:path'
import type { JsonFile } from './json-file'
import { APP_ORIGIN } from './security'
import { texts } from '../texts/desktop'
import { LEAST, placeWindow, rememberWindow, type WindowState } from './window-state'

/** A page that dies again so soon (ms) is left alone: it would only go on dying. */
const CALM = 10_000

/** Opens the window where it was last; it shows itself once its first picture is drawn. */
export function openWindow(file: JsonFile<WindowState>): BrowserWindow {
  const remembered = file.read()
  const window = new BrowserWindow({
    ...placeWindow(remembered?.bounds ?? null, screen.getAllDisplays()),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    title: texts.name,
    show: false,
    fullscreen: remembered?.fullScreen ?? false,
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (remembered?.maximised) window.maximize()
  rememberWindow(window, file)
  reloadAfterCrash(window)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}

/** Loads the page anew when its process dies; the lab is another process and trains on. */
export function reloadAfterCrash(window: Pick<BrowserWindow, 'webContents'>, now = Date.now): void {
  let last = -Infinity
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || now() - last < CALM) return
    last = now()
    window.webContents.reload()
  })
}
