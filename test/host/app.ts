import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindow } from './browser-window'
import { type Chrome, openChrome } from './chrome'
import { ModelledEmitter, preventable } from './emitter'
import { schemesAreFixed } from './protocol'
import { NotModelled } from './refuse'

/** The app's own folder and its folder for user data, from the one who starts the stand-in. */
const APP_PATH = process.env.PLENUM_STAND_IN_APP ?? process.cwd()
const USER_DATA = process.env.PLENUM_STAND_IN_USER_DATA ?? ''

export const windows = new Set<BrowserWindow>()
const recentDocuments: string[] = []

function systemListOnly(method: string): void {
  if (process.platform !== 'darwin' && process.platform !== 'win32') throw new NotModelled(`app.${method} on ${process.platform}`)
}

let running: Chrome | null = null

/** The browser; only after the app is ready. */
export function chrome(): Chrome {
  if (!running) throw new Error('Chromium does not run before app is ready.')
  return running
}

/** Something happened that Electron would not do, or that is not modelled: the stand-in ends, loudly. */
export function fatal(error: Error): void {
  process.stderr.write(`${error.stack ?? error.message}\n`)
  running?.kill()
  process.exit(70)
}

class App extends ModelledEmitter {
  readonly isPackaged = process.env.PLENUM_STAND_IN_PACKAGED === '1'
  private readonly ready: Promise<void>
  private isUp = false
  private quitting = false

  constructor() {
    super('App', [
      'web-contents-created',
      'will-quit',
      'before-quit',
      'window-all-closed',
      'second-instance',
      'open-file',
      'activate',
      'quit',
    ])
    this.ready = new Promise((resolve) => setImmediate(resolve)).then(openChrome).then((browser) => {
      running = browser
      schemesAreFixed()
      this.isUp = true
      browser.cdp.on('', 'closed', () => {
        if (!this.quitting) fatal(new Error('Chromium ended by itself.'))
      })
    })
    this.ready.catch(fatal)
  }

  whenReady(): Promise<void> {
    return this.ready
  }

  isReady(): boolean {
    return this.isUp
  }

  getAppPath(): string {
    return APP_PATH
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new NotModelled(`app.getPath('${name}')`)
    return USER_DATA
  }

  setAppUserModelId(id: string): void {
    if (process.platform !== 'win32' || !id) throw new NotModelled(`app.setAppUserModelId on ${process.platform}`)
  }

  /** Only where the system keeps such a list, as documented. */
  addRecentDocument(path: string): void {
    systemListOnly('addRecentDocument')
    recentDocuments.push(path)
  }

  clearRecentDocuments(): void {
    systemListOnly('clearRecentDocuments')
    recentDocuments.length = 0
  }

  /** One process a user-data folder: the second tells the first its command line, its folder and `data`, and gets false. */
  requestSingleInstanceLock(data: object = {}): boolean {
    mkdirSync(USER_DATA, { recursive: true })
    const lock = join(USER_DATA, 'stand-in.lock')
    const holder = readPid(lock)
    if (holder !== null && holder !== process.pid) {
      const message = join(USER_DATA, `second-${process.pid}`)
      writeFileSync(`${message}.part`, JSON.stringify({ argv: process.argv, folder: process.cwd(), data }))
      renameSync(`${message}.part`, message)
      return false
    }
    writeFileSync(lock, String(process.pid))
    process.once('exit', () => rmSync(lock, { force: true }))
    watch(USER_DATA, () => {
      for (const name of readdirSync(USER_DATA)) {
        if (!/^second-\d+$/.test(name)) continue
        const second = JSON.parse(readFileSync(join(USER_DATA, name), 'utf8')) as { argv: string[]; folder: string; data: object }
        rmSync(join(USER_DATA, name), { force: true })
        // Not before the first is ready, as documented.
        void this.ready.then(() => this.emit('second-instance', {}, second.argv, second.folder, second.data))
      }
    }).unref()
    return true
  }

  quit(): void {
    const before = preventable({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.quitting = true
    if (windows.size > 0) for (const window of windows) window.close()
    else this.leave()
  }

  /** A window stayed: it takes the quit back. */
  windowStays(): void {
    this.quitting = false
  }

  /** A window closed: the last one ends a quit that waits for it, or announces that none is left. */
  windowIsGone(): void {
    if (windows.size > 0) return
    if (this.quitting) this.leave()
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  private leave(): void {
    const last = preventable({})
    this.emit('will-quit', last)
    if (last.defaultPrevented) {
      this.quitting = false
      return
    }
    this.emit('quit', {}, 0)
    running?.kill()
    process.exit(0)
  }
}

function readPid(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

export const app = new App()
