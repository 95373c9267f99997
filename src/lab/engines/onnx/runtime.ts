import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { say } from '../../../texts/lab'

/** The installed ONNX Runtime. */
export interface Runtime {
  version: string
  /** Names of the providers that its package was built with. */
  providers: readonly string[]
  /** The folder of its native libraries. */
  folder: string
}

const fromHere = createRequire(import.meta.url)

/** The runtime, or why it is not there, in a sentence. */
export async function findRuntime(): Promise<Runtime | { reason: string }> {
  try {
    const { listSupportedBackends } = await import('onnxruntime-node')
    const manifest = fromHere.resolve('onnxruntime-node/package.json')
    return {
      version: (fromHere(manifest) as { version: string }).version,
      providers: listSupportedBackends().map(({ name }) => name),
      folder: join(dirname(manifest), 'bin', 'napi-v6', process.platform, process.arch),
    }
  } catch (error) {
    return { reason: runtimeSentence((error as Error).message) }
  }
}

/** Why the runtime could not be loaded, in words for a person. */
export function runtimeSentence(message: string): string {
  const first = message.split('\n')[0]
  if (/Cannot find (module|package) 'onnxruntime-node'/.test(first)) return say.engines.onnx.notInstalled
  if (/Cannot find module .*onnxruntime_binding\.node/.test(first)) return say.engines.onnx.noBuild(`${process.platform} ${process.arch}`)
  if (/GLIBC(XX)?_[\d.]+' not found/.test(first)) return say.engines.onnx.tooNew(first)
  return say.engines.onnx.notLoaded(first)
}
