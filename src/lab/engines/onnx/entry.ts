import type { EngineEntry } from '../entry'
import { float32Products } from '../nvidia'
import { processor } from '../processor'
import { say } from '../../../texts/lab'
import { findDevice } from './devices'
import { COREML, CUDA, DIRECTML, WEBGPU, type DeviceProvider } from './provider'
import { findRuntime } from './runtime'

export const onnxEntry: EngineEntry = {
  id: 'onnx',
  title: say.engines.titles.onnx,
  async locate() {
    const runtime = await findRuntime()
    if ('reason' in runtime) return { found: false, reason: runtime.reason }
    const { version } = runtime
    return { found: true, version, device: processor(), fingerprint: version }
  },
  async open(_, options) {
    const { OnnxEngine } = await import('./engine')
    return new OnnxEngine(options)
  },
}

/** The same runtime on another of its providers. */
function deviceEntry(provider: DeviceProvider): EngineEntry {
  return {
    id: provider.id,
    title: provider.title,
    async locate() {
      const runtime = await findRuntime()
      if ('reason' in runtime) return { found: false, reason: runtime.reason }
      const found = await findDevice(provider.name, runtime)
      if ('reason' in found) return { found: false, version: runtime.version, reason: found.reason }
      return { found: true, version: runtime.version, ...found, fingerprint: `${runtime.version} ${found.fingerprint}` }
    },
    async open(_, options) {
      if (provider === CUDA) float32Products()
      const { probe } = await import('./probe')
      const { OnnxEngine } = await import('./engine')
      await probe(provider, options)
      return new OnnxEngine(options, provider)
    },
  }
}

export const onnxDeviceEntries: readonly EngineEntry[] = [CUDA, WEBGPU, DIRECTML, COREML].map(deviceEntry)
