import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isLabOpened, REBUILD, STORE_LOST } from '../shared/lab-opened'
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
 * @param rebuild whether it is to build a lost store anew first
 */
export function forkLab({ node, script, environment }: LabProgram, rebuild = false): ChildProcess {
  return fork(script, [], {
    execPath: node,
    execArgv: [],
    serialization: 'json',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: { ...process.env, ...environment, ...(rebuild && { [REBUILD]: '1' }) },
  })
}

export interface LabListeners {
  message(message: ResponseMessage): void
  state(state: 'ready' | 'lost', reason: string | null): void
  /** Asks whether the store, which is lost as the sentence says, is to be built anew. Asked once. */
  mayRebuild(sentence: string): Promise<boolean>
}

/** Keeps one lab process running: tells what it says, and starts it again when it dies. */
export class LabProcess {
  private child: ChildProcess | null = null
  private closing = false
  private failures = 0
  private timer: NodeJS.Timeout | null = null
  private asked = false
  private rebuild = false

  constructor(
    private readonly spawn: (rebuild: boolean) => ChildProcess,
    private readonly listeners: LabListeners,
  ) {}

  start(): void {
    const child = this.spawn(this.rebuild)
    this.rebuild = false
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
      if (child.pid === undefined) return
      const sentence = lossSentence(code, signal, lastWords, opened)
      this.ended(sentence, startedAt)
      if (code === STORE_LOST && !opened) void this.askToRebuild(sentence)
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

  /** One who says no is left with the sentence, which says how it is done later. */
  private async askToRebuild(sentence: string): Promise<void> {
    if (this.asked || this.closing) return
    this.asked = true
    this.rebuild = await this.listeners.mayRebuild(sentence)
    if (!this.rebuild || this.closing || this.child) return
    if (this.timer) clearTimeout(this.timer)
    this.start()
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
  if ((code === 1 || code === STORE_LOST) && said !== null && !opened) return said
  return signal ? texts.lab.killed(signal, said) : texts.lab.ended(code, said)
}
