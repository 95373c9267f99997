import { mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeLink, type Link } from '../link-file'
import { buildAddon } from './build-addon'
import { tensorflowIn, tensorflowOfPython, type Tensorflow } from './find-tensorflow'
import { fetchWheel, unpackWheel } from './wheel'

export interface LinkOptions {
  /** A folder of TensorFlow or one that holds it, or a wheel; without it the one of the Python on the path, else one fetched by pip. */
  tensorflow?: string
  /** Whether the CUDA build is wanted where one is fetched. */
  gpu: boolean
  /** Told what is being done, in sentences. */
  say(sentence: string): void
}

/**
 * Links a Python TensorFlow: finds or fetches it, builds the addon for it, and notes both in Plenum's folder for engines.
 *
 * @param directory Plenum's folder for engines
 * @throws a sentence naming what is missing; nothing is noted then
 */
export async function linkTensorflow(directory: string, { tensorflow, gpu, say }: LinkOptions): Promise<Link> {
  const folder = join(directory, 'tensorflow')
  await mkdir(folder, { recursive: true })
  const found = await find(folder, tensorflow, gpu, say)
  say(`TensorFlow ${found.version} in ${found.folder}, ${found.gpu ? 'built for CUDA' : 'for the CPU'}.`)
  say('Building the addon.')
  const addon = await buildAddon(found, folder, say)
  const link: Link = { addon, tensorflow: found.folder, version: found.version, gpu: found.gpu }
  await writeLink(directory, link)
  return link
}

async function find(folder: string, given: string | undefined, gpu: boolean, say: LinkOptions['say']): Promise<Tensorflow> {
  if (given !== undefined) {
    const path = resolve(given)
    const status = await stat(path).catch(() => null)
    if (!status) throw new Error(`${path} does not exist.`)
    if (status.isDirectory()) return tensorflowIn(path)
    if (!path.endsWith('.whl')) throw new Error(`${path} is neither a folder nor a wheel (.whl).`)
    say(`Unpacking ${path}.`)
    return tensorflowIn(await unpackWheel(path, folder))
  }
  const own = await tensorflowOfPython()
  if (own && (!gpu || own.gpu)) return own
  say(`Fetching TensorFlow${gpu ? ' for CUDA' : ''} with pip; that is some hundred megabytes.`)
  const wheel = await fetchWheel(join(folder, 'wheels'), gpu)
  say('Unpacking it.')
  return tensorflowIn(await unpackWheel(wheel, folder))
}
