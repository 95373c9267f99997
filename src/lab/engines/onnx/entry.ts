import { createRequire } from 'node:module'
import type { EngineEntry } from '../entry'
import { processor } from '../processor'

export const onnxEntry: EngineEntry = {
  id: 'onnx',
  title: 'ONNX Runtime',
  async locate() {
    try {
      await import('onnxruntime-node')
    } catch (error) {
      return { found: false, reason: `onnxruntime-node cannot be loaded: ${(error as Error).message.split('\n')[0]}` }
    }
    const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string }
    return { found: true, version, device: processor(), fingerprint: version }
  },
  async open(_, options) {
    const { OnnxEngine } = await import('./engine')
    return new OnnxEngine(options)
  },
}
