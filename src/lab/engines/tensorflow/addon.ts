import { readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { isFile, missingFor, namesIn, wrongArchitecture } from '../libraries'
import { cudaLibraries, cudaProblem, missingSentence } from '../nvidia'
import { say } from '../../../texts/lab'
import { readLink } from './link-file'
import { cudaVersionOf } from './link/find-tensorflow'

/** An addon of tfjs-node that can be loaded. */
export interface Addon {
  path: string
  version: string
  /** Why an NVIDIA card cannot be used by it, in a sentence; null where it is to be used. Absent: it was built without CUDA. */
  cuda?: string | null
  /** Changes whenever the file does. */
  fingerprint: string
}

/** An addon, or why there is none: `version` of what is there of it. */
export type Found = Addon | { reason: string; version?: string }

export type AddonPackage = '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu'

/** The version of the packages whose addon is known to work. */
export const ADDON_VERSION = '4.22.0'

/** What TensorFlow 2.9, which the npm packages bring, was built for. */
const PACKAGE_CUDA = cudaLibraries({ cuda: 11, cudnn: 8 })

/** The addon that `plenum engines link` built. @param directory Plenum's folder for engines */
export async function linkedAddon(directory: string): Promise<Found> {
  const link = await readLink(directory)
  if (!link) return { reason: say.engines.tensorflow.notLinked }
  const { addon, version, tensorflow, gpu } = link
  if (!(await isFile(addon))) return { version, reason: say.engines.tensorflow.addonGone(addon) }
  if (!(await namesIn(tensorflow)).length) return { version, reason: say.engines.tensorflow.folderGone(tensorflow) }
  return checked(addon, version, gpu ? () => linkedCuda(tensorflow) : null)
}

/** The addon of an npm package, where somebody installed it: in Plenum's own modules or in those of its folder for engines. */
export async function packageAddon(name: AddonPackage, directory: string): Promise<Found> {
  const folder = packageFolder(name, directory)
  const gpu = name.endsWith('-gpu')
  if (folder === null) return { reason: say.engines.tensorflow.notInstalled(name, directory, ADDON_VERSION) }
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  for (const level of [8, 6]) {
    const path = join(folder, 'lib', `napi-v${level}`, 'tfjs_binding.node')
    if (await isFile(path)) return checked(path, version, gpu ? async () => cudaProblem(PACKAGE_CUDA) : null)
  }
  return { version, reason: say.engines.tensorflow.noAddon(name) }
}

async function checked(path: string, version: string, cuda: (() => Promise<string | null>) | null): Promise<Found> {
  const reason = (await wrongArchitecture(path)) ?? missingSentence(await missingFor(path))
  if (reason) return { version, reason }
  const { mtimeMs, size } = await stat(path)
  const problem = await cuda?.()
  return { path, version, fingerprint: `${path} ${size} ${mtimeMs} ${problem ?? ''}`, ...(problem !== undefined && { cuda: problem }) }
}

/** A wheel finds the CUDA libraries of the system, or those that pip put beside it. */
async function linkedCuda(tensorflow: string): Promise<string | null> {
  const pip = join(dirname(tensorflow), 'nvidia')
  const folders = (await namesIn(pip)).map((name) => join(pip, name, 'lib'))
  const problem = await cudaProblem(cudaLibraries(await cudaVersionOf(tensorflow)), folders)
  return problem && say.engines.tensorflow.pipCuda(problem)
}

function packageFolder(name: string, directory: string): string | null {
  for (const from of [import.meta.url, join(directory, 'package.json')])
    try {
      return dirname(createRequire(from).resolve(`${name}/package.json`))
    } catch {
      // Looked for in the next place.
    }
  return null
}

/** Why a library could not be loaded, in words for a person. */
export function loadSentence(error: Error): string {
  const message = error.message.split('\n')[0]
  const missing = /(lib[\w.+-]+\.so[\w.]*|[\w.-]+\.dll): cannot open shared object file/.exec(message)?.[1]
  if (missing) return missingSentence([missing])!
  if (/wrong ELF class|invalid ELF header|incompatible architecture|not a valid Win32/i.test(message))
    return say.engines.tensorflow.architecture(`${process.platform} ${process.arch}`)
  if (/GLIBC(XX)?_[\d.]+' not found/.test(message)) return say.engines.tensorflow.tooNew(message)
  return say.engines.tensorflow.notLoaded(message)
}
