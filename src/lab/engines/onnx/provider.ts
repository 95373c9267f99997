import type { InferenceSession } from 'onnxruntime-node'
import { say } from '../../../texts/lab'

/** Providers that compute on something else than the processor. */
export type DeviceName = 'webgpu' | 'cuda' | 'dml' | 'coreml'

/** One execution provider of ONNX Runtime, as a device of Plenum's. */
export interface Provider {
  /** The engine's id. */
  id: string
  /** As the package's list of providers names it. */
  name: 'cpu' | DeviceName
  title: string
  session: Pick<InferenceSession.SessionOptions, 'executionProviders'>
  /** Whether Node's binding hands out tensors that stay on the device; elsewhere variables travel at every run. */
  resident: boolean
}

export type DeviceProvider = Provider & { name: DeviceName }

export const CPU: Provider = {
  id: 'onnx',
  name: 'cpu',
  title: say.engines.titles.onnx,
  session: { executionProviders: ['cpu'] },
  resident: false,
}

export const CUDA: DeviceProvider = {
  id: 'onnx-cuda',
  name: 'cuda',
  title: say.engines.titles['onnx-cuda'],
  session: { executionProviders: ['cuda'] },
  resident: false,
}

export const WEBGPU: DeviceProvider = {
  id: 'onnx-webgpu',
  name: 'webgpu',
  title: say.engines.titles['onnx-webgpu'],
  session: { executionProviders: [{ name: 'webgpu', validationMode: 'basic' }] },
  resident: true,
}

export const DIRECTML: DeviceProvider = {
  id: 'onnx-dml',
  name: 'dml',
  title: say.engines.titles['onnx-dml'],
  session: { executionProviders: ['dml'] },
  resident: false,
}

const COREML_CREATE_MLPROGRAM = 0x010
const COREML_CPU_AND_GPU = 0x020

export const COREML: DeviceProvider = {
  id: 'onnx-coreml',
  name: 'coreml',
  title: say.engines.titles['onnx-coreml'],
  // Without the neural engine, which computes in half precision.
  session: { executionProviders: [{ name: 'coreml', coreMlFlags: COREML_CREATE_MLPROGRAM | COREML_CPU_AND_GPU }] },
  resident: false,
}
