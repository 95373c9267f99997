import type { LabEvent, Method, Params, Result } from '../shared/contract'
import type { Lab } from '../lab/lab'
import { dataFolder } from '../lab/home'
import { say } from '../texts/terminal'
import { EXIT, type Terminal } from './terminal'

/** The work was ended by the user; carries the exit code. */
export class Interrupted extends Error {
  constructor(readonly code: number) {
    super(say.progress.interrupted)
    this.name = 'Interrupted'
  }
}

/** A lab opened for one command, with typed requests. */
export class Session {
  /** Rejects with Interrupted when the user asks to end. */
  readonly interrupted: Promise<never>

  private constructor(
    private readonly lab: Lab,
    terminal: Terminal,
  ) {
    const { promise, reject } = Promise.withResolvers<never>()
    promise.catch(() => undefined)
    this.interrupted = promise
    this.ignoreInterrupts = terminal.onInterrupt((signal) =>
      reject(new Interrupted(signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated)),
    )
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
      await session.lab.close()
      session.ignoreInterrupts()
    }
  }

  ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.lab.handle(method, params) as Promise<Result<M>>
  }

  /**
   * Calls the listener with every event until `find` answers something, which is answered. Where `signal` aborts before, it rejects:
   * nothing then keeps the process alive.
   */
  async follow<T>(find: (event: LabEvent) => T | undefined, signal?: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
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
