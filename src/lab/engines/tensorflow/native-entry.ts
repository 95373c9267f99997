import { createRequire } from 'node:module'
import type { EngineEntry } from '../entry'
import { float32Products } from '../nvidia'
import { onnxEntry } from '../onnx/entry'
import { processor } from '../processor'
import { say } from '../../../texts/lab'
import { linkedAddon, loadSentence, packageAddon, type Found } from './addon'
import { TensorflowEngine } from './engine'
import { readLink, writeLink } from './link-file'
import { NativeKernels, type NativeBinding } from './native-kernels'

type NativeId = 'tensorflow' | 'tensorflow-node-gpu' | 'tensorflow-node'

/** An engine on TensorFlow's own kernels, through an addon of tfjs-node. */
function nativeEntry(id: NativeId, find: (directory: string) => Promise<Found>): EngineEntry {
  return {
    id,
    title: say.engines.titles[id],
    async locate(directory) {
      const addon = await find(directory)
      if ('reason' in addon) return { found: false, ...addon }
      const { version, fingerprint, cuda } = addon
      if (cuda === null) return { found: true, version, fingerprint, device: say.engines.devices.nvidia }
      const note = cuda === undefined ? undefined : say.engines.tensorflow.onCpu(cuda)
      return { found: true, version, fingerprint, device: processor(), note }
    },
    async open(directory, options) {
      const addon = await find(directory)
      if ('reason' in addon) throw new Error(addon.reason)
      // Read by the library as it is loaded.
      if (options.threads) process.env.TF_NUM_INTRAOP_THREADS = String(options.threads)
      process.env.TF_NUM_INTEROP_THREADS ??= '1'
      process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
      if (addon.cuda !== undefined) float32Products()
      const binding = load(addon.path)
      // TensorFlow falls back to the CPU without a word; an engine that is not what it says is refused.
      if (addon.cuda === null && !binding.isUsingGpuDevice()) throw new Error(say.engines.tensorflow.noGpu)
      await noteVersion(directory, addon.path, binding.TF_Version)
      return new TensorflowEngine(id, new NativeKernels(binding), await onnxEntry.open(directory, options))
    },
  }
}

export const tensorflowEntry = nativeEntry('tensorflow', linkedAddon)
export const tensorflowPackageEntries: readonly EngineEntry[] = [
  nativeEntry('tensorflow-node-gpu', (directory) => packageAddon('@tensorflow/tfjs-node-gpu', directory)),
  nativeEntry('tensorflow-node', (directory) => packageAddon('@tensorflow/tfjs-node', directory)),
]

/** A folder of libraries does not always tell its version; once loaded they do. */
async function noteVersion(directory: string, addon: string, version: string): Promise<void> {
  const link = await readLink(directory)
  if (link?.addon === addon && link.version !== version) await writeLink(directory, { ...link, version }).catch(() => {})
}

function load(path: string): NativeBinding {
  try {
    return createRequire(import.meta.url)(path) as NativeBinding
  } catch (error) {
    throw new Error(loadSentence(error as Error), { cause: error })
  }
}
