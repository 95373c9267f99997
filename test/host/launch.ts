import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Bounds } from './browser-window'
import type { Order, Report } from './control'

const ROOT = join(import.meta.dirname, '..', '..')
/** The resources of a packed app, its archive laid out as a folder: that one is run instead of the build. */
const PACKED = process.env.PLENUM_PACKED

const app = PACKED ? join(PACKED, 'app.asar') : ROOT
const surroundings: Record<string, string> = PACKED
  ? { PLENUM_STAND_IN_PACKAGED: '1', PLENUM_STAND_IN_RESOURCES: PACKED }
  : { PLENUM_NODE: process.execPath }

export interface LaunchOptions {
  /** PLENUM_HOME of the app. */
  home: string
  /** Electron's folder for user data. */
  userData: string
  /** Main program; the built one by default. */
  main?: string
  env?: Record<string, string>
  /** Files on the command line. */
  files?: string[]
}

type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never

/** The built desktop app, running on the stand-in in a process of its own. */
export class HostedApp {
  private next = 1
  private readonly open = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  private said = ''
  readonly exited: Promise<number | null>

  private constructor(readonly child: ChildProcess) {
    child.on('message', (message: { id: number; result?: unknown; error?: string }) => {
      const order = this.open.get(message.id)
      this.open.delete(message.id)
      if (message.error !== undefined) order?.reject(new Error(message.error))
      else order?.resolve(message.result as never)
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.said = `${this.said}${text}`.slice(-20_000)))
    this.exited = new Promise((resolve) => child.once('exit', resolve))
    void this.exited.then((code) => {
      for (const { reject } of this.open.values()) reject(new Error(`The app ended with code ${code}: ${this.said}`))
      this.open.clear()
    })
  }

  static launch(options: LaunchOptions): HostedApp {
    const child = fork(options.main ?? join(app, 'out', 'main', 'index.js'), options.files ?? [], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', join(import.meta.dirname, 'register.mjs')],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...process.env,
        ...options.env,
        PLENUM_HOME: options.home,
        ...surroundings,
        PLENUM_STAND_IN_APP: app,
        PLENUM_STAND_IN_USER_DATA: options.userData,
      },
    })
    return new HostedApp(child)
  }

  /** What main and the lab said on stderr, for a failing test's message. */
  get words(): string {
    return this.said
  }

  /** DevTools address of the browser that shows the window. */
  endpoint(): Promise<string> {
    return this.order({ do: 'endpoint' })
  }

  /** Drops files of the disk on the window, at a point in CSS pixels. */
  drop(paths: string[], x: number, y: number): Promise<void> {
    return this.order({ do: 'drop', paths, x, y })
  }

  /** Chooses an item of the native menu by its labels. */
  menu(...path: string[]): Promise<void> {
    return this.order({ do: 'menu', path })
  }

  /** What a menu of the bar offers: labels, and roles where an item has none. */
  labels(menu: string): Promise<string[]> {
    return this.order({ do: 'labels', menu })
  }

  /** Waits for the dialog that asks for files and answers it; none cancels. Tells its options. */
  chooseFiles(...files: string[]): Promise<Record<string, unknown>> {
    return this.order({ do: 'answer', files })
  }

  /** Waits for a question and presses one of its buttons. Tells its options. */
  press(button: string): Promise<Record<string, unknown>> {
    return this.order({ do: 'answer', button })
  }

  /** The system opens a file with the app, as macOS does. */
  openFile(path: string): Promise<void> {
    return this.order({ do: 'open-file', path })
  }

  /** Moves and sizes the window by hand. */
  arrange(bounds: Bounds): Promise<void> {
    return this.order({ do: 'arrange', bounds })
  }

  /** Turns to another program. */
  leave(): Promise<void> {
    return this.order({ do: 'leave' })
  }

  clickNotification(title: string): Promise<void> {
    return this.order({ do: 'click-notification', title })
  }

  /** Closes the window by its own button. */
  closeWindow(): Promise<void> {
    return this.order({ do: 'close' })
  }

  report(): Promise<Report> {
    return this.order({ do: 'report' })
  }

  /** Quits the app as its menu would, and waits for its end; answers the exit code. */
  async quit(): Promise<number | null> {
    if (this.child.connected) this.order({ do: 'quit' }).catch(() => {})
    const force = setTimeout(() => this.child.kill('SIGKILL'), 20_000)
    const code = await this.exited
    clearTimeout(force)
    return code
  }

  private order<T>(order: WithoutId<Order>): Promise<T> {
    const id = this.next++
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject })
      this.child.send({ ...order, id })
    })
  }
}
