import { copyFile, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isFile } from '../../libraries'
import { ADDON_VERSION } from '../addon'
import { say } from '../../../../texts/lab'
import { LIBRARIES, type Tensorflow } from './find-tensorflow'
import { run } from './run'

/** The package whose addon is built; its sources are two files of C++. */
const ADDON_PACKAGE = `@tensorflow/tfjs-node@${ADDON_VERSION}`

/**
 * Builds tfjs-node's addon against a TensorFlow, as `tfjs_binding.node` in `directory`. The libraries stay where they are and are
 * found there by their path.
 *
 * @throws a sentence where the sources cannot be had, there is no compiler, or it fails
 */
export async function buildAddon({ folder }: Tensorflow, directory: string): Promise<string> {
  const libraries = LIBRARIES[process.platform]
  if (!libraries) throw new Error(say.engines.link.notBuilt(process.platform))
  const headers = join(dirname(dirname(process.execPath)), 'include', 'node')
  if (!(await isFile(join(headers, 'node_api.h')))) throw new Error(say.engines.link.noNodeHeaders(headers))
  const work = await mkdtemp(join(tmpdir(), 'plenum-addon-'))
  try {
    const sources = await addonSources(work)
    const built = join(work, 'tfjs_binding.node')
    const files = (await readdir(sources)).filter((name) => name.endsWith('.cc')).map((name) => join(sources, name))
    const system = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []
    await run('c++', [
      ...[
        '-std=c++17',
        '-O2',
        '-fPIC',
        '-shared',
        '-w',
        '-DNAPI_VERSION=8',
        '-DNODE_GYP_MODULE_NAME=tfjs_binding',
        '-DBUILDING_NODE_EXTENSION',
      ],
      ...['-I', headers, '-I', dirname(sources), '-I', join(folder, 'include')],
      ...files,
      ...['-o', built, ...system],
      ...libraries.map((library) => join(folder, library)),
      `-Wl,-rpath,${folder}`,
    ])
    const path = join(directory, 'tfjs_binding.node')
    await copyFile(built, `${path}.part`)
    await rename(`${path}.part`, path)
    return path
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** The folder of the addon's sources: those of an installed tfjs-node, otherwise fetched from the npm registry. */
async function addonSources(work: string): Promise<string> {
  try {
    const installed = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json')), 'binding')
    if (await isFile(join(installed, 'tfjs_backend.cc'))) return installed
  } catch {
    // Not installed: fetched below.
  }
  const packed = (await run('npm', ['pack', ADDON_PACKAGE, '--silent', '--pack-destination', work], { cwd: work }))
    .trim()
    .split('\n')
    .at(-1)!
  await run('tar', ['-xzf', join(work, packed), '-C', work])
  return join(work, 'package', 'binding')
}
