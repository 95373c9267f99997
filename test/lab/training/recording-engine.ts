import type { Engine, HostArray } from '../../../src/lab/engines/engine'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'

/** An engine that keeps what each training step is fed. */
export function recording(): { engine: Engine; steps: Record<string, HostArray>[] } {
  const steps: Record<string, HostArray>[] = []
  const inner = new OnnxEngine({ threads: 1 })
  const engine: Engine = {
    id: inner.id,
    async compile(program, variables, options) {
      const executable = await inner.compile(program, variables, options)
      return {
        run(feeds, sizes) {
          if ('learning_rate' in feeds)
            steps.push(Object.fromEntries(Object.entries(feeds).map(([name, values]) => [name, values.slice()])))
          return executable.run(feeds, sizes)
        },
        release: () => executable.release(),
      }
    },
  }
  return { engine, steps }
}
