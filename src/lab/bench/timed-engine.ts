import type { Engine } from '../engines/engine'

/** An engine that adds up the time of its runs. */
export interface TimedEngine extends Engine {
  /** Seconds spent in runs so far. */
  readonly seconds: () => number
}

export function timedEngine(engine: Engine): TimedEngine {
  let total = 0
  return {
    id: engine.id,
    seconds: () => total,
    sync: (variables) => engine.sync?.(variables) ?? Promise.resolve(),
    changed: (variables) => engine.changed?.(variables),
    async compile(program, variables, options) {
      const executable = await engine.compile(program, variables, options)
      return {
        async run(feeds, sizes) {
          const start = performance.now()
          try {
            return await executable.run(feeds, sizes)
          } finally {
            total += (performance.now() - start) / 1000
          }
        },
        release: () => executable.release(),
      }
    },
  }
}
