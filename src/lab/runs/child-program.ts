import { fork, type ChildProcess } from 'node:child_process'
import { withLargePages } from '../large-pages'

/** How a forked program ended. */
export interface ProgramEnd {
  code: number | null
  signal: NodeJS.Signals | null
  /** The last of what it wrote to stderr. */
  stderr: string
  /** Why it could not be started at all, or null. */
  error: string | null
}

const TAIL = 4000

/**
 * A Node program forked for one piece of work, over child-process IPC with advanced serialisation (numbers stay exact, NaN included).
 * `ended` settles when the process is gone and every message it sent was delivered; it never rejects.
 */
export class ChildProgram<Command, Message> {
  readonly ended: Promise<ProgramEnd>
  private readonly child: ChildProcess
  private stderr = ''

  /** @param nodeFlags flags of the Node that runs it, such as limits of its memory */
  constructor(path: string, onMessage: (message: Message) => void, nodeFlags: readonly string[] = []) {
    this.child = fork(path, [], {
      serialization: 'advanced',
      execPath: process.execPath,
      execArgv: [...nodeFlags],
      env: withLargePages(process.env),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-TAIL)
    })
    this.child.on('message', (message) => onMessage(message as Message))
    this.ended = this.end()
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** Sends a command; one to a process that is gone is dropped, for `ended` tells of it. */
  send(command: Command): void {
    if (this.child.connected) this.child.send(command as object, () => undefined)
  }

  kill(): void {
    this.child.kill('SIGKILL')
  }

  private end(): Promise<ProgramEnd> {
    return new Promise((resolve) => {
      let failure: string | null = null
      this.child.once('error', (error) => {
        failure = error.message
        if (this.child.pid === undefined) resolve({ code: null, signal: null, stderr: '', error: failure })
      })
      const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) =>
        this.child.once('exit', (code, signal) => done({ code, signal })),
      )
      const disconnected = new Promise<void>((done) => this.child.once('disconnect', done))
      const silent = new Promise<void>((done) => this.child.stderr?.once('close', done) ?? done())
      void Promise.all([exited, disconnected, silent]).then(([end]) => resolve({ ...end, stderr: this.stderr, error: null }))
    })
  }
}
