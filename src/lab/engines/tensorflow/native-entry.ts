import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { EngineEntry } from '../entry'
import { onnxEntry } from '../onnx/entry'
import { processor } from '../processor'
import { findAddon, loadSentence } from './addon'
import { TensorflowEngine } from './engine'
import { NativeKernels, type NativeBinding } from './native-kernels'

export const tensorflowEntry: EngineEntry = {
  id: 'tensorflow',
  title: 'TensorFlow',
  async locate(directory) {
    const addon = await findAddon(directory)
    if ('reason' in addon) return { found: false, reason: addon.reason }
    const { mtimeMs, size } = await stat(addon.path)
    const device = addon.gpu ? 'NVIDIA GPU' : processor()
    return { found: true, version: addon.version, device, fingerprint: `${addon.version} ${addon.path} ${size} ${mtimeMs}` }
  },
  async open(directory, options) {
    const addon = await findAddon(directory)
    if ('reason' in addon) throw new Error(addon.reason)
    // Read by the library as it is loaded.
    if (options.threads) process.env.TF_NUM_INTRAOP_THREADS = String(options.threads)
    process.env.TF_NUM_INTEROP_THREADS ??= '1'
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
    const binding = load(addon.path)
    return new TensorflowEngine('tensorflow', new NativeKernels(binding), await onnxEntry.open(directory, options))
  },
}

function load(path: string): NativeBinding {
  try {
    return createRequire(import.meta.url)(path) as NativeBinding
  } catch (error) {
    throw new Error(loadSentence(error as Error), { cause: error })
  }
}
