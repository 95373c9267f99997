import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findDevice } from '../../../../src/lab/engines/onnx/devices'
import { onnxDeviceEntries } from '../../../../src/lab/engines/onnx/entry'
import { deviceSentence, probe } from '../../../../src/lab/engines/onnx/probe'
import { CPU, CUDA, WEBGPU, type DeviceName } from '../../../../src/lab/engines/onnx/provider'
import { findRuntime, runtimeSentence, type Runtime } from '../../../../src/lab/engines/onnx/runtime'
import { findVulkan, vulkanDevice, vulkanProblem } from '../../../../src/lab/engines/onnx/vulkan'

const folder = () => mkdtemp(join(tmpdir(), 'plenum-'))
const runtime = async (providers: string[]): Promise<Runtime> => ({ version: '1.30.0', providers, folder: await folder() })

describe('findDevice', () => {
  it.each<[DeviceName, string]>([
    ['webgpu', 'has no WebGPU for'],
    ['cuda', 'has no CUDA for'],
    ['dml', 'has no DirectML for'],
    ['coreml', 'has no Core ML for'],
  ])('says where the package brings what it does not report (%s)', async (name, sentence) => {
    const found = (await findDevice(name, await runtime(['cpu']))) as { reason: string }
    expect(found.reason).toContain(sentence)
    expect(found.reason).toContain(`${process.platform} ${process.arch}; it brings it for `)
  })
  it('says how to fetch the CUDA provider where the package came without it', async () => {
    const found = (await findDevice('cuda', await runtime(['cpu', 'cuda']))) as { reason: string }
    expect(found.reason).toContain('did not run')
    expect(found.reason).toContain('--onnxruntime-node-install=cuda12')
  })
})

describe('every provider that the package reports', () => {
  it('is an engine, but for TensorRT, which plans for one shape at a time', async () => {
    const found = await findRuntime()
    const reported = 'reason' in found ? [] : found.providers
    const offered = onnxDeviceEntries.map(({ id }) => id)
    for (const name of reported.filter((provider) => provider !== 'cpu' && provider !== 'tensorrt'))
      expect(offered).toContain(`onnx-${name}`)
    expect(reported).toContain('cpu')
  })
})

describe('Vulkan', () => {
  it('is found by its loader, the files of its drivers and the nodes of cards', async () => {
    const data = await folder()
    await mkdir(join(data, 'vulkan', 'icd.d'), { recursive: true })
    await writeFile(join(data, 'vulkan', 'icd.d', 'lvp_icd.json'), '{}')
    await writeFile(join(data, 'libvulkan.so.1'), '')
    const empty = { HOME: data, XDG_CONFIG_DIRS: data, XDG_DATA_DIRS: '/nowhere' }
    expect((await findVulkan({ ...empty, VK_DRIVER_FILES: '/a.json:/b.json' })).drivers).toEqual(['/a.json', '/b.json'])
    const drivers = async (environment: NodeJS.ProcessEnv) => (await findVulkan({ ...empty, ...environment })).drivers
    expect(await drivers({ XDG_DATA_DIRS: data })).toContain(join(data, 'vulkan', 'icd.d', 'lvp_icd.json'))
    if (process.platform === 'linux') expect((await findVulkan({ ...empty, LD_LIBRARY_PATH: data })).loader).toBe(true)
  })
  it('says what is missing', () => {
    expect(vulkanProblem({ loader: false, drivers: [], cards: [] })).toContain('libvulkan.so.1 is missing')
    expect(vulkanProblem({ loader: true, drivers: [], cards: [] })).toContain('No Vulkan driver is installed')
    expect(vulkanProblem({ loader: true, drivers: ['/x/lvp_icd.json'], cards: [] })).toBeNull()
  })
  it('tells a software driver from a card', () => {
    expect(vulkanDevice({ loader: true, drivers: ['/x/intel_icd.json', '/x/lvp_icd.json'], cards: [] })).toEqual({
      device: 'Software driver (lavapipe) on the CPU',
      software: true,
    })
    expect(vulkanDevice({ loader: true, drivers: ['/x/lvp_icd.json'], cards: ['/dev/dri/renderD128'] }).software).toBe(false)
  })
})

describe('the probe', () => {
  it('refuses a provider that leaves the work to the CPU', async () => {
    await expect(probe(CPU, { threads: 1 })).rejects.toThrow('ONNX Runtime would leave the work to the CPU: it took no matrix product.')
  })
  it('refuses one that the package does not have', async () => {
    const unheard = { ...CPU, title: 'ONNX Runtime, abacus', session: { executionProviders: ['abacus'] } }
    await expect(probe(unheard, { threads: 1 })).rejects.toThrow(/^ONNX Runtime, abacus cannot start: .*abacus/)
  })
  it.each([
    [WEBGPU, 'x was false. Failed to get a WebGPU adapter: No supported adapters', 'found no graphics card that it can use'],
    [WEBGPU, 'fallback to CPU EP has been explicitly disabled by the user', 'would leave the work to the CPU'],
    [CUDA, 'CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version', "NVIDIA's driver is too old"],
    [CUDA, 'CUDA failure 100: no CUDA-capable device is detected', 'There is no NVIDIA card'],
    [CUDA, 'libcublasLt.so.12: cannot open shared object file: No such file', 'The library libcublasLt.so.12 is missing'],
  ])('explains what a provider said (%#)', (provider, message, sentence) => {
    expect(deviceSentence(provider, message)).toContain(sentence)
  })
})

describe('runtimeSentence', () => {
  it.each([
    ["Cannot find package 'onnxruntime-node' imported from x", 'is not installed'],
    ["Cannot find module '../bin/napi-v6/linux/ppc64/onnxruntime_binding.node'", 'has no build for this processor architecture'],
    ["/lib/libc.so.6: version `GLIBC_2.38' not found (required by x)", 'too new for this system'],
    ['something else', 'ONNX Runtime cannot be loaded: something else'],
  ])('explains "%s"', (message, sentence) => {
    expect(runtimeSentence(message)).toContain(sentence)
  })
})
