import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isFile } from '../../libraries'
import type { CudaVersion } from '../../nvidia'
import { say } from '../../../../texts/lab'
import { run } from './run'

/** A TensorFlow to link against: a folder with its libraries and headers. */
export interface Tensorflow {
  folder: string
  version: string
  gpu: boolean
}

/** Names of the two libraries, by platform. */
export const LIBRARIES: Readonly<Partial<Record<NodeJS.Platform, readonly [string, string]>>> = {
  linux: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  darwin: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
}

/**
 * The TensorFlow in a folder: that of the package itself, or one that holds it (`site-packages`, a virtual environment).
 * @throws a sentence where it holds none
 */
export async function tensorflowIn(directory: string, platform: NodeJS.Platform = process.platform): Promise<Tensorflow> {
  const libraries = LIBRARIES[platform]
  if (!libraries) throw new Error(say.engines.link.notSupported(platform))
  for (const folder of await candidates(directory)) {
    if (!(await isFile(join(folder, libraries[0])))) continue
    const headers = join(folder, 'include', 'tensorflow', 'c', 'c_api.h')
    if (!(await isFile(headers))) throw new Error(say.engines.link.noHeaders(folder))
    return { folder, version: await versionOf(folder), gpu: await isForGpu(folder) }
  }
  throw new Error(say.engines.link.noTensorflow(directory, libraries[0]))
}

/** The TensorFlow that a Python on the path imports, or null. */
export async function tensorflowOfPython(python = 'python3'): Promise<Tensorflow | null> {
  const script = 'import importlib.util as u; s = u.find_spec("tensorflow"); print(s.submodule_search_locations[0] if s else "")'
  const folder = (await run(python, ['-c', script]).catch(() => '')).trim()
  return folder === '' ? null : tensorflowIn(folder)
}

async function candidates(directory: string): Promise<string[]> {
  const below = await readdir(join(directory, 'lib')).catch(() => [])
  const environments = below
    .filter((name) => name.startsWith('python3'))
    .map((name) => join(directory, 'lib', name, 'site-packages', 'tensorflow'))
  return [directory, join(directory, 'tensorflow'), ...environments]
}

/** From the wheel's own metadata beside the package; the headers do not tell it. */
async function versionOf(folder: string): Promise<string> {
  const beside = await readdir(join(folder, '..')).catch(() => [])
  const found = beside.map((name) => /^tensorflow(?:_cpu|_intel)?-([\d.]+[\w.]*)\.dist-info$/.exec(name)?.[1])
  return found.find((version) => version) ?? say.engines.link.unknownVersion
}

async function isForGpu(folder: string): Promise<boolean> {
  return /is_cuda_build'?\s*[:=]\s*True|'is_cuda_build': True/.test(await buildInfo(folder))
}

/** Which CUDA the TensorFlow in a folder was built for; where it does not tell, what TensorFlow 2.15 and later are. */
export async function cudaVersionOf(folder: string): Promise<CudaVersion> {
  const text = await buildInfo(folder)
  const major = (name: string, otherwise: number) => Number(new RegExp(`['"]${name}['"]\\s*:\\s*['"](\\d+)`).exec(text)?.[1] ?? otherwise)
  return { cuda: major('cuda_version', 12), cudnn: major('cudnn_version', 9) }
}

const buildInfo = (folder: string): Promise<string> => readFile(join(folder, 'python', 'platform', 'build_info.py'), 'utf8').catch(() => '')
