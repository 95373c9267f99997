import type { LabEvent, Method, Params, Result } from '../shared/contract'
import type { Lab } from '../lab/lab'
import { dataFolder } from '../lab/home'
import { say } from '../texts/terminal'
import { INTERRUPTED, type Terminal } from './terminal'

/** The work was ended by the user; carries the signal's exit code and what there is to say of it. */
export class Interrupted extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
    this.name = 'Interrupted'
  }
}

/** A lab opened for one command, with typed requests. */
export class Session {
  /** Rejects with Interrupted when the user asks to end. */
  readonly interrupted: Promise<never>
  /** What there is to say where the user ends the work now. */
  whenInterrupted: () => string = () => say.progress.interrupted
  /** Aborted once the work is over: nothing of the session then keeps the process alive. */
  private readonly over = new AbortController()

  private constructor(
    private readonly lab: Lab,
    terminal: Terminal,
  ) {
    const { promise, reject } = Promise.withResolvers<never>()
    promise.catch(() => undefined)
    this.interrupted = promise
    this.ignoreInterrupts = terminal.onInterrupt((signal) => reject(new Interrupted(INTERRUPTED[signal], this.whenInterrupted())))
  }

  private readonly ignoreInterrupts: () => void

  /** Opens the lab, does the work and closes the lab again, whatever happens; runs in training are then interrupted. */
  static async use<T>(
    terminal: Terminal,
    options: { home: string | undefined; maxRuns?: number },
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const home = options.home ?? dataFolder(terminal.environment)
    const session = new Session(await terminal.openLab({ home, maxRuns: options.maxRuns }), terminal)
    try {
      return await Promise.race([work(session), session.interrupted])
    } finally {
      session.over.abort()
      await session.lab.close()
      session.ignoreInterrupts()
    }
  }

  ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.lab.handle(method, params) as Promise<Result<M>>
  }

  /**
   * Calls the listener with every event until `find` answers something, which is answered. It rejects where `signal` aborts or the
   * session ends before: nothing then keeps the process alive.
   */
  async follow<T>(find: (event: LabEvent) => T | undefined, signal?: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    for (const end of [this.over.signal, ...(signal ? [signal] : [])])
      end.addEventListener('abort', () => reject(end.reason as Error), { once: true })
    const unsubscribe = this.lab.subscribe((event) => {
      const found = find(event)
      if (found !== undefined) resolve(found)
    })
    // A run that waits for memory has no process yet that would keep this one alive.
    const alive = setInterval(() => undefined, 2 ** 30)
    try {
      return await Promise.race([promise, this.interrupted])
    } finally {
      clearInterval(alive)
      unsubscribe()
    }
  }
}
