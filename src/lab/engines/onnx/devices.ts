import { release } from 'node:os'
import { join } from 'node:path'
import { isFile, missingFor } from '../libraries'
import { cudaProblem } from '../nvidia'
import { say } from '../../../texts/lab'
import type { DeviceName } from './provider'
import type { Runtime } from './runtime'
import { findVulkan, vulkanDevice, vulkanProblem } from './vulkan'

/** A device as it is found without being used. */
export type Device =
  | {
      device: string
      /** What is worth knowing of it, in a sentence. */
      note?: string
      /** Changes with drivers and libraries. */
      fingerprint: string
    }
  | { reason: string }

/** A provider's name for people. */
const NAMES: Readonly<Record<DeviceName, string>> = { cuda: 'CUDA', webgpu: 'WebGPU', dml: 'DirectML', coreml: 'Core ML' }

/** Looks for what a provider needs. */
export async function findDevice(provider: DeviceName, runtime: Runtime): Promise<Device> {
  const { onnx, devices } = say.engines
  if (!runtime.providers.includes(provider))
    return { reason: onnx.notBrought(NAMES[provider], `${process.platform} ${process.arch}`, onnx.places[provider]) }
  if (provider === 'cuda') return findCuda(runtime)
  if (provider === 'webgpu') return process.platform === 'linux' ? findLinuxGpu() : { device: devices.gpu, fingerprint: release() }
  return { device: provider === 'dml' ? devices.directX : devices.apple, fingerprint: release() }
}

async function findCuda({ folder }: Runtime): Promise<Device> {
  const library = join(folder, 'libonnxruntime_providers_cuda.so')
  if (!(await isFile(library)) || !(await isFile(join(folder, 'libonnxruntime_providers_shared.so'))))
    return { reason: say.engines.onnx.noCuda }
  const problem = await cudaProblem(await missingFor(library))
  return problem ? { reason: problem } : { device: say.engines.devices.nvidia, fingerprint: 'cuda12' }
}

async function findLinuxGpu(): Promise<Device> {
  const vulkan = await findVulkan()
  const reason = vulkanProblem(vulkan)
  if (reason) return { reason }
  const { device, software } = vulkanDevice(vulkan)
  return {
    device,
    note: software ? say.engines.onnx.software : undefined,
    fingerprint: [...vulkan.drivers, ...vulkan.cards].join(' '),
  }
}
