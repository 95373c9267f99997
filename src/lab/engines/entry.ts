import type { Engine } from './engine'

export interface EngineOptions {
  /** Threads of one operator; 0: the engine's own choice. */
  threads?: number
  /** Let waiting threads spin: faster when nothing else runs. */
  spinning?: boolean
}

/** What is known of an engine before it is loaded. */
export type Located =
  | {
      found: true
      version: string
      device: string
      /** Changes whenever what is loaded does. */
      fingerprint: string
      /** What is worth knowing of it, in a sentence: a slow driver, a device it falls back to. */
      note?: string
    }
  | {
      found: false
      /** Of what is there of it, where something is. */
      version?: string
      /** Why, and what would help, in a sentence. */
      reason: string
    }

/** One engine as Plenum offers it. */
export interface EngineEntry {
  readonly id: string
  readonly title: string
  /** It computes on one thread, whatever it is given. */
  readonly singleThreaded?: true
  /** Looks, without loading it, whether it is there. @param directory Plenum's folder for engines */
  locate(directory: string): Promise<Located>
  /** Loads it; throws a sentence where that cannot be. */
  open(directory: string, options: EngineOptions): Promise<Engine>
}
