import { BrowserWindow, screen } from 'electron'
import { join } from 'node:path'
import { mayLoadAgain } from './dialogs'
import type { JsonFile } from './json-file'
import { APP_ORIGIN } from './security'
import { texts } from '../texts/desktop'
import { LEAST, placeWindow, rememberWindow, type WindowState } from './window-state'

/** A page that dies again so soon (ms) would only go on dying: whether it is tried once more is asked. */
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
  reloadAfterCrash(window, () => mayLoadAgain(window))
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}

/**
 * Loads the page anew when its process dies, where it was; the lab is another process and trains on. One that dies again at once is
 * loaded if its user wishes it so, else the window closes.
 */
export function reloadAfterCrash(
  window: Pick<BrowserWindow, 'webContents' | 'close'>,
  mayAgain: () => Promise<boolean>,
  now = Date.now,
): void {
  let last = -Infinity
  const reload = () => {
    last = now()
    window.webContents.reload()
  }
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    if (now() - last >= CALM) reload()
    else {
      // It may have been closed while it was asked about.
      mayAgain()
        .then((yes) => (yes ? reload() : window.close()))
        .catch(() => undefined)
    }
  })
}
