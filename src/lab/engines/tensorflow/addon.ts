import { readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** What `plenum engines link` leaves: which addon was built against which TensorFlow. */
export const linkSchema = z.strictObject({
  addon: z.string(),
  tensorflow: z.string().describe('Folder of the libraries it was linked against'),
  version: z.string(),
  gpu: z.boolean(),
})
export type Link = z.infer<typeof linkSchema>

export const linkFile = (directory: string): string => join(directory, 'tensorflow', 'link.json')

/** npm packages that bring an addon, the one for NVIDIA cards first. */
const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const

export interface Addon {
  path: string
  version: string
  gpu: boolean
}

/** The addon to load: the linked one, otherwise that of an npm package; or why there is none. */
export async function findAddon(directory: string): Promise<Addon | { reason: string }> {
  const linked = await readLink(directory)
  if (linked) {
    if (await exists(linked.addon)) return { path: linked.addon, version: linked.version, gpu: linked.gpu }
    return { reason: `The linked addon ${linked.addon} is gone: run "plenum engines link" again.` }
  }
  const fromHere = createRequire(import.meta.url)
  for (const name of PACKAGES) {
    const folder = packageFolder(fromHere, name)
    if (folder === null) continue
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
    for (const level of [8, 6]) {
      const path = join(folder, 'lib', `napi-v${level}`, 'tfjs_binding.node')
      if (await exists(path)) return { path, version: `${name} ${version}`, gpu: name.endsWith('-gpu') }
    }
    return {
      reason: `The npm package ${name} is installed without its addon: its install script was blocked or could not download TensorFlow. "plenum engines link" builds one against a Python TensorFlow.`,
    }
  }
  return {
    reason: `No TensorFlow is linked. "plenum engines link" finds a Python TensorFlow, or fetches one with pip, and builds the addon for it.`,
  }
}

async function readLink(directory: string): Promise<Link | null> {
  const text = await readFile(linkFile(directory), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return linkSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function packageFolder(fromHere: NodeJS.Require, name: string): string | null {
  try {
    return dirname(fromHere.resolve(`${name}/package.json`))
  } catch {
    return null
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Why a library could not be loaded, in words for a person. */
export function loadSentence(error: Error): string {
  const message = error.message.split('\n')[0]
  const missing = /(lib[\w.+-]+\.so[\w.]*|[\w.-]+\.dll): cannot open shared object file/.exec(message)?.[1]
  if (missing && /cud|cublas|cufft|cusolver|cusparse|nccl|nvrtc|curand/i.test(missing))
    return `The CUDA library ${missing} is missing: install the CUDA version that this TensorFlow was built for, or link a CPU one.`
  if (missing) return `The library ${missing} is missing, which TensorFlow needs.`
  if (/wrong ELF class|invalid ELF header|incompatible architecture|not a valid Win32/i.test(message))
    return `TensorFlow's addon was built for another processor architecture than this one (${process.platform} ${process.arch}).`
  if (/GLIBC(XX)?_[\d.]+' not found/.test(message)) return `TensorFlow's libraries are too new for this system: ${message}`
  return `TensorFlow cannot be loaded: ${message}`
}
