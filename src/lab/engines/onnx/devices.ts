import { release } from 'node:os'
import { join } from 'node:path'
import { isFile, missingFor } from '../libraries'
import { cudaProblem } from '../nvidia'
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

/** A provider's name for people, and where the npm package brings it. */
const PLACES: Readonly<Record<DeviceName, { name: string; where: string }>> = {
  cuda: { name: 'CUDA', where: 'Linux on x64' },
  webgpu: { name: 'WebGPU', where: 'Windows, macOS on Apple silicon and Linux on x64' },
  dml: { name: 'DirectML', where: 'Windows' },
  coreml: { name: 'Core ML', where: 'macOS on Apple silicon' },
}

/** Looks for what a provider needs. */
export async function findDevice(provider: DeviceName, runtime: Runtime): Promise<Device> {
  const { name, where } = PLACES[provider]
  if (!runtime.providers.includes(provider))
    return { reason: `ONNX Runtime's npm package has no ${name} for ${process.platform} ${process.arch}; it brings it for ${where}.` }
  if (provider === 'cuda') return findCuda(runtime)
  if (provider === 'webgpu') return process.platform === 'linux' ? findLinuxGpu() : { device: 'GPU', fingerprint: release() }
  return { device: provider === 'dml' ? 'GPU (DirectX 12)' : 'GPU (Apple)', fingerprint: release() }
}

async function findCuda({ folder }: Runtime): Promise<Device> {
  const library = join(folder, 'libonnxruntime_providers_cuda.so')
  if (!(await isFile(library)) || !(await isFile(join(folder, 'libonnxruntime_providers_shared.so'))))
    return {
      reason:
        "ONNX Runtime's CUDA provider is not installed: its package's install script, which fetches it from nuget.org, did not run. " +
        `In Plenum's folder, "node node_modules/onnxruntime-node/script/install --onnxruntime-node-install=cuda12" fetches it.`,
    }
  const problem = await cudaProblem(await missingFor(library))
  return problem ? { reason: problem } : { device: 'NVIDIA GPU', fingerprint: 'cuda12' }
}

async function findLinuxGpu(): Promise<Device> {
  const vulkan = await findVulkan()
  const reason = vulkanProblem(vulkan)
  if (reason) return { reason }
  const { device, software } = vulkanDevice(vulkan)
  return {
    device,
    note: software
      ? 'No graphics card was seen: a software driver computes rightly, but far slower than ONNX Runtime on the CPU.'
      : undefined,
    fingerprint: [...vulkan.drivers, ...vulkan.cards].join(' '),
  }
}
