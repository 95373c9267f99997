import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isFile } from '../../libraries'
import { ADDON_VERSION } from '../addon'
import lstmKernel from '../native/lstm-kernel.cc?raw'
import lstmKernelHeader from '../native/lstm-kernel.h?raw'
import lstmOperation from '../native/lstm-op.cc?raw'
import team from '../native/team.cc?raw'
import teamHeader from '../native/team.h?raw'
import { say } from '../../../../texts/lab'
import { LIBRARIES, type Tensorflow } from './find-tensorflow'
import { run } from './run'

/** The package whose addon is built; its sources are two files of C++. */
const ADDON_PACKAGE = `@tensorflow/tfjs-node@${ADDON_VERSION}`

const COMPILE = ['-std=c++17', '-fPIC', '-pthread', '-w']

/** Plenum's own operations, built into the addon beside it. */
const OWN_SOURCES: Readonly<Record<string, string>> = {
  'lstm-kernel.h': lstmKernelHeader,
  'lstm-kernel.cc': lstmKernel,
  'lstm-op.cc': lstmOperation,
  'team.h': teamHeader,
  'team.cc': team,
}

/**
 * Builds tfjs-node's addon against a TensorFlow, with Plenum's own operations, as `tfjs_binding.node` in `directory`. The libraries
 * stay where they are and are found there by their path. Where a compiler refuses the operations the addon does without: it is
 * slower, and computes the same.
 *
 * @throws a sentence where the sources cannot be had, there is no compiler, or it fails
 */
export async function buildAddon({ folder }: Tensorflow, directory: string, tell: (sentence: string) => void): Promise<string> {
  const libraries = LIBRARIES[process.platform]
  if (!libraries) throw new Error(say.engines.link.notBuilt(process.platform))
  const headers = join(dirname(dirname(process.execPath)), 'include', 'node')
  if (!(await isFile(join(headers, 'node_api.h')))) throw new Error(say.engines.link.noNodeHeaders(headers))
  const work = await mkdtemp(join(tmpdir(), 'plenum-addon-'))
  try {
    const sources = await addonSources(work)
    const built = join(work, 'tfjs_binding.node')
    const files = (await readdir(sources)).filter((name) => name.endsWith('.cc')).map((name) => join(sources, name))
    const own = await ownOperations(join(work, 'own'), folder).catch((error: unknown) => {
      tell(say.engines.link.withoutOwn((error as Error).message))
      return []
    })
    const system = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []
    await run('c++', [
      ...[...COMPILE, '-O2', '-shared', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'],
      ...['-I', headers, '-I', dirname(sources), '-I', join(folder, 'include')],
      ...files,
      ...own,
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

/** Compiles Plenum's own operations in `work`; answers the objects. */
async function ownOperations(work: string, tensorflow: string): Promise<string[]> {
  await mkdir(work)
  for (const [name, text] of Object.entries(OWN_SOURCES)) await writeFile(join(work, name), text)
  const compile = async (name: string, options: readonly string[]) => {
    const object = join(work, `${name}.o`)
    await run('c++', [...COMPILE, ...options, '-I', join(tensorflow, 'include'), '-c', join(work, name), '-o', object])
    return object
  }
  return [
    // For this processor; on another one the operations would see that it is and not register themselves.
    await compile('lstm-kernel.cc', ['-O3', ...(process.arch === 'x64' ? ['-march=native'] : [])]),
    await compile('lstm-op.cc', ['-O2']),
    await compile('team.cc', ['-O2']),
  ]
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
