import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { compileFunction } from 'node:vm'
import { Worker } from 'node:worker_threads'

const fromHere = createRequire(import.meta.url)
const SCRIPT = 'tfjs-backend-wasm-threaded-simd.js'

/** The compiled module of tfjs's wasm backend, as Emscripten's loader gives it. */
export interface WasmModule {
  cwrap(name: string, result: 'number' | null, parameters: readonly 'number'[]): (...values: number[]) => number
  tfjs?: Record<string, (...values: number[]) => number>
}

type Loader = (options: { locateFile(name: string): string; mainScriptUrlOrBlob: string }) => Promise<WasmModule>

/**
 * The build with threads of tfjs's wasm backend. tfjs itself never takes it on Node: its workers are made of blobs, which Node's
 * threads do not read, and it takes half the processors that it is told of. So its loader is given both: workers from the source text,
 * and twice the wanted number of processors.
 * @param threads at least 2
 */
export async function loadWasmThreads(threads: number): Promise<WasmModule> {
  const folder = join(dirname(fromHere.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out')
  const script = join(folder, SCRIPT)
  const { wasmWorkerContents } = fromHere(script.replace(/\.js$/, '.worker.js')) as { wasmWorkerContents: string }
  // The package keeps line ends within its strings unescaped.
  const source = wasmWorkerContents.replace(/\n/g, '\\n')
  const workers: Worker[] = []
  class PoolWorker extends Worker {
    constructor() {
      super(source, { eval: true })
      workers.push(this)
    }
    /** The loader would have a thread that was given work keep the process alive for good. */
    override ref(): this {
      return this
    }
  }
  const replaced: Record<string, unknown> = {
    worker_threads: { ...(fromHere('node:worker_threads') as object), Worker: PoolWorker },
    os: { ...(fromHere('node:os') as object), cpus: () => new Array(2 * threads).fill({}) },
  }
  const exported: { exports: unknown } = { exports: {} }
  const run = compileFunction(readFileSync(script, 'utf8'), ['require', 'module', 'exports', '__filename', '__dirname'], {
    filename: script,
  })
  run((name: string) => replaced[name] ?? (fromHere(name) as unknown), exported, exported.exports, script, folder)
  const module = await (exported.exports as Loader)({ locateFile: (name) => join(folder, name), mainScriptUrlOrBlob: script })
  // Threads that wait for work do not keep a process alive.
  for (const worker of workers) worker.unref()
  const wrap = (name: string, count: number, result: 'number' | null = null) =>
    module.cwrap(name, result, new Array<'number'>(count).fill('number'))
  module.tfjs = {
    init: wrap('init', 0),
    initWithThreadsCount: wrap('init_with_threads_count', 1),
    getThreadsCount: wrap('get_threads_count', 0, 'number'),
    registerTensor: wrap('register_tensor', 3),
    disposeData: wrap('dispose_data', 1),
    dispose: wrap('dispose', 0),
  }
  return module
}
