import { mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeLink, type Link } from '../link-file'
import { say } from '../../../../texts/lab'
import { buildAddon } from './build-addon'
import { tensorflowIn, tensorflowOfPython, type Tensorflow } from './find-tensorflow'
import { fetchWheel, unpackWheel } from './wheel'

export interface LinkOptions {
  /** A folder of TensorFlow or one that holds it, or a wheel; without it the one of the Python on the path, else one fetched by pip. */
  tensorflow?: string
  /** Whether the CUDA build is wanted where one is fetched. */
  gpu: boolean
  /** Told what is being done, in sentences. */
  tell(sentence: string): void
}

/**
 * Links a Python TensorFlow: finds or fetches it, builds the addon for it, and notes both in Plenum's folder for engines.
 *
 * @param directory Plenum's folder for engines
 * @throws a sentence naming what is missing; nothing is noted then
 */
export async function linkTensorflow(directory: string, { tensorflow, gpu, tell }: LinkOptions): Promise<Link> {
  const folder = join(directory, 'tensorflow')
  await mkdir(folder, { recursive: true })
  const found = await find(folder, tensorflow, gpu, tell)
  tell(say.engines.link.found(found.version, found.folder, found.gpu))
  tell(say.engines.link.building)
  const addon = await buildAddon(found, folder, tell)
  const link: Link = { addon, tensorflow: found.folder, version: found.version, gpu: found.gpu }
  await writeLink(directory, link)
  return link
}

async function find(folder: string, given: string | undefined, gpu: boolean, tell: LinkOptions['tell']): Promise<Tensorflow> {
  if (given !== undefined) {
    const path = resolve(given)
    const status = await stat(path).catch(() => null)
    if (!status) throw new Error(say.engines.link.noPath(path))
    if (status.isDirectory()) return tensorflowIn(path)
    if (!path.endsWith('.whl')) throw new Error(say.engines.link.noWheel(path))
    tell(say.engines.link.unpacking(path))
    return tensorflowIn(await unpackWheel(path, folder))
  }
  const own = await tensorflowOfPython()
  if (own && (!gpu || own.gpu)) return own
  tell(say.engines.link.fetching(gpu))
  const wheel = await fetchWheel(join(folder, 'wheels'), gpu)
  tell(say.engines.link.unpackingIt)
  return tensorflowIn(await unpackWheel(wheel, folder))
}
