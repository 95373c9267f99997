import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import type { EngineEntry } from '../entry'
import { onnxEntry } from '../onnx/entry'
import { processor } from '../processor'
import { say } from '../../../texts/lab'
import { TensorflowEngine } from './engine'
import { TfjsKernels, type TfjsCore } from './tfjs-kernels'
import { loadWasmThreads, type WasmModule } from './wasm-threads'

const fromHere = createRequire(import.meta.url)

/**
 * An engine on one of the backends that TensorFlow.js brings itself.
 * @param prepare makes the backend known to TensorFlow.js
 */
export function tfjsEntry(
  name: 'wasm' | 'cpu',
  title: string,
  device: string,
  prepare: (threads: number) => Promise<unknown>,
): EngineEntry {
  const id = `tensorflow-${name}`
  return {
    id,
    title,
    ...(name === 'cpu' && { singleThreaded: true }),
    async locate() {
      try {
        const { version } = fromHere(`@tensorflow/tfjs-backend-${name}/package.json`) as { version: string }
        return { found: true, version, device, fingerprint: version }
      } catch {
        return { found: false, reason: say.engines.tensorflow.noBackend(name) }
      }
    },
    async open(directory, options) {
      const core = await import('@tensorflow/tfjs-core')
      await prepare(options.threads || availableParallelism())
      // tfjs falls back to another backend without a word; an engine that is not what it says is refused.
      const taken = await core.setBackend(name).catch(() => false)
      await core.ready()
      if (!taken || core.getBackend() !== name) throw new Error(say.engines.tensorflow.backendNotStarted(name))
      return new TensorflowEngine(id, new TfjsKernels(title, core as unknown as TfjsCore, name), await onnxEntry.open(directory, options))
    },
  }
}

let wasm: Promise<void> | null = null

/** Makes the wasm backend known, once a process: the threads of the first call are those of all. */
async function prepareWasm(threads: number): Promise<void> {
  const backend = await import('@tensorflow/tfjs-backend-wasm')
  if (threads < 2) return backend.setWasmPaths(join(dirname(fromHere.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'))
  const core = await import('@tensorflow/tfjs-core')
  const BackendWasm = backend.BackendWasm as unknown as new (module: WasmModule) => ReturnType<typeof core.backend>
  const module = await loadWasmThreads(threads)
  core.removeBackend('wasm')
  core.registerBackend('wasm', () => new BackendWasm(module))
}

export const wasmEntry = tfjsEntry('wasm', say.engines.titles.wasm, processor(), (threads) => (wasm ??= prepareWasm(threads)))

export const scriptEntry = tfjsEntry(
  'cpu',
  say.engines.titles.cpu,
  say.engines.devices.oneThread(processor()),
  () => import('@tensorflow/tfjs-backend-cpu'),
)
