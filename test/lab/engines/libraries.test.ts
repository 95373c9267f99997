import { mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { libraryFacts, missingFor, missingLibraries } from '../../../src/lab/engines/libraries'
import { cudaLibraries, missingSentence } from '../../../src/lab/engines/nvidia'

/** Bindings of ONNX Runtime: real libraries of two architectures, which need libonnxruntime.so.1 beside them. */
const bindings = join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')), 'bin', 'napi-v6', 'linux')

describe('libraryFacts', () => {
  it.each(['x64', 'arm64'])('reads architecture, needed libraries and where they are looked for (%s)', async (arch) => {
    const facts = await libraryFacts(join(bindings, arch, 'onnxruntime_binding.node'))
    expect(facts).toMatchObject({ arch })
    expect(facts!.needs).toEqual(expect.arrayContaining(['libonnxruntime.so.1', 'libc.so.6']))
    expect(facts!.folders.map((folder) => join(folder))).toContain(join(bindings, arch, '/'))
  })
  it('knows nothing of other files', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'plenum-')), 'text')
    await writeFile(path, 'no library')
    expect(await libraryFacts(path)).toBeNull()
    expect(await libraryFacts(`${path}.gone`)).toBeNull()
  })
})

describe.runIf(process.platform === 'linux')('missingLibraries', () => {
  it('looks in the loader’s cache, in the folders given and in LD_LIBRARY_PATH', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plenum-'))
    await writeFile(join(folder, 'libnowhere.so.7'), '')
    expect(await missingLibraries(['libc.so.6', 'libnowhere.so.7'], [], {})).toEqual(['libnowhere.so.7'])
    expect(await missingLibraries(['libnowhere.so.7'], [folder], {})).toEqual([])
    expect(await missingLibraries(['libnowhere.so.7'], [], { LD_LIBRARY_PATH: `/nowhere:${folder}` })).toEqual([])
  })
  it('finds what a library needs beside it', async () => {
    expect(await missingFor(join(bindings, process.arch, 'onnxruntime_binding.node'))).toEqual([])
  })
})

describe('missing CUDA', () => {
  it('is said by name, driver and toolkit apart', () => {
    expect(missingSentence([])).toBeNull()
    expect(missingSentence(['libcuda.so.1'])).toMatch(/^NVIDIA's driver is missing \(libcuda\.so\.1\)/)
    expect(missingSentence(['libcuda.so.1', 'libcudnn.so.9', 'libcurand.so.10'])).toContain(
      'The CUDA libraries libcudnn.so.9 and libcurand.so.10 are missing',
    )
    expect(missingSentence(['libtensorflow_cc.so.2'])).toBe('The library libtensorflow_cc.so.2 is missing.')
  })
  it('is looked for under the names of the version', () => {
    expect(cudaLibraries({ cuda: 11, cudnn: 8 })).toEqual(['libcudart.so.11.0', 'libcublas.so.11', 'libcublasLt.so.11', 'libcudnn.so.8'])
    expect(cudaLibraries({ cuda: 12, cudnn: 9 })[0]).toBe('libcudart.so.12')
  })
})
