import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isLabOpened } from '../shared/lab-opened'
import type { RequestMessage, ResponseMessage } from '../shared/contract'
import { texts } from '../texts/desktop'

/** Waits before a lab that died is started again, in ms; a lab that lived `STEADY` ms begins anew. */
const BACKOFF = [500, 1000, 2000, 5000, 10_000, 30_000]
const STEADY = 60_000
/** The lab has this long (ms) to close its store before it is ended by force. */
const CLOSING = 8000

/** Paths of a Node 24 and of the lab's program, and what it is told beside this process's environment. */
export interface LabProgram {
  node: string
  script: string
  environment?: Record<string, string>
}

/** Where the lab's Node and program are: beside the packaged app's resources, or in the checkout. */
export function findLab(options: { packaged: boolean; resources: string; appPath: string }): LabProgram {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const script = join(import.meta.dirname, 'lab.js')
  if (options.packaged)
    return {
      node: join(options.resources, 'node', name),
      script: script.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'),
      environment: { PLENUM_RESOURCES: options.resources },
    }
  if (process.env.PLENUM_NODE) return { node: process.env.PLENUM_NODE, script }
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const installed = join(options.appPath, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name)
  return { node: existsSync(installed) ? installed : 'node', script }
}

/**
 * Starts the lab: a plain Node process with an IPC channel. Messages are JSON, as over the WebSocket: V8's own serialisation is
 * only safe between equal versions of V8, and Electron's is newer than Node's.
 */
export function forkLab({ node, script, environment }: LabProgram): ChildProcess {
  return fork(script, [], {
    execPath: node,
    execArgv: [],
    serialization: 'json',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: { ...process.env, ...environment },
  })
}

export interface LabListeners {
  message(message: ResponseMessage): void
  state(state: 'ready' | 'lost', reason: string | null): void
}

/** Keeps one lab process running: tells what it says, and starts it again when it dies. */
export class LabProcess {
  private child: ChildProcess | null = null
  private closing = false
  private failures = 0
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly spawn: () => ChildProcess,
    private readonly listeners: LabListeners,
  ) {}

  start(): void {
    const child = this.spawn()
    const startedAt = Date.now()
    let lastWords = ''
    this.child = child
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      process.stderr.write(text)
      lastWords = `${lastWords}${text}`.slice(-2000)
    })
    // Not when it is spawned: one that cannot open its store ends again, and what it says stands until one can.
    let opened = false
    child.on('message', (message) => {
      if (!isLabOpened(message)) return this.listeners.message(message as ResponseMessage)
      opened = true
      this.listeners.state('ready', null)
    })
    // A failed send is followed by 'exit'; a failed spawn has no exit.
    child.on('error', (error) => {
      if (child.pid === undefined) this.ended(texts.lab.notStarted(error.message), startedAt)
    })
    // 'close' comes after stderr's end, so that the last words are complete.
    child.once('close', (code, signal) => {
      if (child.pid !== undefined) this.ended(lossSentence(code, signal, lastWords, opened), startedAt)
    })
  }

  /** Hands a request to the lab; false when it is not running. */
  send(message: RequestMessage): boolean {
    if (!this.child?.connected) return false
    this.child.send(message)
    return true
  }

  /** Ends the lab and waits for it: its channel closes first, then, if it lingers, it is killed. */
  async close(): Promise<void> {
    this.closing = true
    if (this.timer) clearTimeout(this.timer)
    const child = this.child
    if (!child || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    if (child.connected) child.disconnect()
    const force = setTimeout(() => child.kill('SIGKILL'), CLOSING)
    await ended
    clearTimeout(force)
  }

  private ended(reason: string, startedAt: number): void {
    this.child = null
    if (this.closing) return
    if (Date.now() - startedAt > STEADY) this.failures = 0
    const wait = BACKOFF[Math.min(this.failures++, BACKOFF.length - 1)]
    this.listeners.state('lost', reason)
    this.timer = setTimeout(() => this.start(), wait)
  }
}

/** Why the lab ended, in a sentence: with the last line it said, where it said one; of a lab that did not open, that line alone. */
function lossSentence(code: number | null, signal: NodeJS.Signals | null, lastWords: string, opened: boolean): string {
  const said = lastWords.trim().split('\n').at(-1)?.trim() || null
  if (code === 1 && said !== null && !opened) return said
  return signal ? texts.lab.killed(signal, said) : texts.lab.ended(code, said)
}
