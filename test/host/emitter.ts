import { EventEmitter } from 'node:events'
import { NotModelled } from './refuse'

type Listener = (...args: never[]) => void

/** An event emitter that takes listeners only for the events it really emits. */
export class ModelledEmitter {
  private readonly emitter = new EventEmitter()
  readonly #name: string
  readonly #events: ReadonlySet<string>

  constructor(name: string, events: readonly string[]) {
    this.#name = name
    this.#events = new Set(events)
  }

  on(event: string, listener: Listener): this {
    this.#check(event)
    this.emitter.on(event, listener as never)
    return this
  }

  once(event: string, listener: Listener): this {
    this.#check(event)
    this.emitter.once(event, listener as never)
    return this
  }

  off(event: string, listener: Listener): this {
    this.#check(event)
    this.emitter.off(event, listener as never)
    return this
  }

  emit(event: string, ...args: unknown[]): boolean {
    this.#check(event)
    return this.emitter.emit(event, ...args)
  }

  listenerCount(event: string): number {
    return this.emitter.listenerCount(event)
  }

  #check(event: string): void {
    if (!this.#events.has(event)) throw new NotModelled(`the event '${event}' of electron.${this.#name}`)
  }
}

/** An event whose default can be prevented. */
export function preventable<T extends object>(fields: T): T & { preventDefault(): void; readonly defaultPrevented: boolean } {
  let prevented = false
  return Object.assign(
    Object.create({}, { defaultPrevented: { get: () => prevented } }) as { readonly defaultPrevented: boolean },
    fields,
    {
      preventDefault() {
        prevented = true
      },
    },
  )
}
