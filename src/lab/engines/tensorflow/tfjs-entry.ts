import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { EngineEntry } from '../entry'
import { onnxEntry } from '../onnx/entry'
import { processor } from '../processor'
import { TensorflowEngine } from './engine'
import { TfjsKernels, type TfjsCore } from './tfjs-kernels'

const fromHere = createRequire(import.meta.url)

/**
 * An engine on one of the backends that TensorFlow.js brings itself.
 * @param prepare makes the backend known to TensorFlow.js
 */
export function tfjsEntry(name: 'wasm' | 'cpu', title: string, device: string, prepare: () => Promise<unknown>): EngineEntry {
  const id = `tensorflow-${name}`
  return {
    id,
    title,
    singleThreaded: true,
    async locate() {
      try {
        const { version } = fromHere(`@tensorflow/tfjs-backend-${name}/package.json`) as { version: string }
        return { found: true, version, device, fingerprint: version }
      } catch {
        return { found: false, reason: `The npm package @tensorflow/tfjs-backend-${name} is not installed: run npm install.` }
      }
    },
    async open(directory, options) {
      const core = await import('@tensorflow/tfjs-core')
      await prepare()
      // tfjs falls back to another backend without a word; an engine that is not what it says is refused.
      const taken = await core.setBackend(name).catch(() => false)
      await core.ready()
      if (!taken || core.getBackend() !== name) throw new Error(`TensorFlow.js could not start its backend "${name}" on this machine.`)
      return new TensorflowEngine(id, new TfjsKernels(title, core as unknown as TfjsCore, name), await onnxEntry.open(directory, options))
    },
  }
}

export const wasmEntry = tfjsEntry('wasm', 'TensorFlow.js, WebAssembly', `${processor()}, one thread used`, async () => {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(join(dirname(fromHere.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'))
})

export const scriptEntry = tfjsEntry(
  'cpu',
  'TensorFlow.js, plain JavaScript',
  `${processor()}, one thread used`,
  () => import('@tensorflow/tfjs-backend-cpu'),
)
