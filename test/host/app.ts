import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindow } from './browser-window'
import { type Chrome, openChrome } from './chrome'
import { ModelledEmitter, preventable } from './emitter'
import { schemesAreFixed } from './protocol'

/** The app's own folder and its folder for user data, from the one who starts the stand-in. */
const APP_PATH = process.env.PLENUM_STAND_IN_APP ?? process.cwd()
const USER_DATA = process.env.PLENUM_STAND_IN_USER_DATA ?? ''

export const windows = new Set<BrowserWindow>()

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
    super('App', ['web-contents-created', 'will-quit', 'before-quit', 'window-all-closed', 'second-instance', 'activate', 'quit'])
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

  /** One process a user-data folder: the second tells the first and gets false. */
  requestSingleInstanceLock(): boolean {
    mkdirSync(USER_DATA, { recursive: true })
    const lock = join(USER_DATA, 'stand-in.lock')
    const holder = readPid(lock)
    if (holder !== null && holder !== process.pid) {
      writeFileSync(join(USER_DATA, `second-${process.pid}`), process.argv.join('\n'))
      return false
    }
    writeFileSync(lock, String(process.pid))
    process.once('exit', () => rmSync(lock, { force: true }))
    watch(USER_DATA, () => {
      for (const name of readdirSync(USER_DATA)) {
        if (!name.startsWith('second-')) continue
        const argv = readFileSync(join(USER_DATA, name), 'utf8').split('\n')
        rmSync(join(USER_DATA, name), { force: true })
        this.emit('second-instance', {}, argv, USER_DATA)
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
