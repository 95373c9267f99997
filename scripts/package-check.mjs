import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import fuses from '@electron/fuses'
import { node24, Refusal, ROOT, run, runProgram, say } from './bootstrap.mjs'
import { CHROMIUM_ADVICE, ensureChromium } from './chromium.mjs'
import { NODE_NAMES, nodeFor, packageFor } from './package.mjs'

const { FuseV1Options, getCurrentFuseWire } = fuses
/** A fuse's state is a digit in the binary. */
const [OFF, ON] = ['0', '1'].map((digit) => digit.charCodeAt(0))

/** Where no Electron binary is to be had: packs with a placeholder in its place, and checks and runs what was packed. */
const WORK = join(ROOT, '.cache', 'package-check')
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const platforms = process.platform === 'linux' ? ['linux', 'win'] : [{ win32: 'win', darwin: 'mac' }[process.platform]]

/** Mark and wire of Electron's fuses, as in its binary: version 1, all off. */
const FUSES = ['dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', String.fromCharCode(1, 9), '000000000'].join('')
const WANTED = {
  RunAsNode: OFF,
  EnableCookieEncryption: ON,
  EnableNodeOptionsEnvironmentVariable: OFF,
  EnableNodeCliInspectArguments: OFF,
  EnableEmbeddedAsarIntegrityValidation: ON,
  OnlyLoadAppFromAsar: ON,
  GrantFileProtocolExtraPrivileges: OFF,
}

/** A distribution of Electron with nothing in it but what packing touches. */
function placeholder(platform) {
  const folder = join(WORK, `electron-${platform}`)
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const executable = join(folder, platform === 'win' ? 'electron.exe' : 'electron')
  // On Windows the archive's hash goes into the executable, which has to be one: Node's, its signature taken off.
  if (platform === 'win') writeFileSync(executable, withoutSignature(readFileSync(nodeFor('win', process.arch))))
  appendFileSync(executable, `A placeholder for Electron's binary.\n${FUSES}\n`, { mode: 0o755 })
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(folder, name), 'A placeholder.\n')
  return folder
}

/** A 64-bit Windows executable whose header names no certificate: entry 4 of the data directories, 112 bytes into the optional header. */
function withoutSignature(executable) {
  const optionalHeader = executable.readUInt32LE(0x3c) + 24
  executable.fill(0, optionalHeader + 112 + 4 * 8, optionalHeader + 112 + 5 * 8)
  return executable
}

const filesUnder = (folder, from = folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path, from) : [relative(from, path).split(sep).join('/')]
  })

const sizeOf = (path) =>
  statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : statSync(path).size

/** What is wrong with the packed files, in sentences. */
function faults(platform, arch, resources) {
  const found = []
  const archive = join(resources, 'app.asar')
  const packed = new Set(listPackage(archive).map((path) => path.split(sep).join('/').replace(/^\//, '')))
  const unpacked = new Set(filesUnder(join(resources, 'app.asar.unpacked')))
  const beside = new Set(filesUnder(resources).filter((path) => !path.startsWith('app.asar')))
  const need = (set, where, ...paths) => {
    for (const path of paths) if (!set.has(path)) found.push(`${path} is missing from ${where}.`)
  }
  need(packed, 'the archive', 'package.json', 'out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html')
  const programs = readdirSync(join(ROOT, 'out', 'main')).filter((name) => name.endsWith('.js'))
  need(unpacked, 'the files beside the archive', ...programs.map((name) => `out/main/${name}`))
  const os = NODE_NAMES[platform]
  const libraries = readdirSync(join(ROOT, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6', os, arch))
  need(
    unpacked,
    'the files beside the archive',
    ...libraries.map((name) => `node_modules/onnxruntime-node/bin/napi-v6/${os}/${arch}/${name}`),
  )
  need(unpacked, 'the files beside the archive', ...Object.keys(manifest.dependencies).map((name) => `node_modules/${name}/package.json`))
  need(
    beside,
    'the resources',
    platform === 'win' ? 'node/node.exe' : 'node/node',
    platform === 'win' ? 'bin/plenum.cmd' : 'bin/plenum',
    'LICENSE.txt',
  )
  for (const folder of ['resources/samples', 'test/golden'])
    need(beside, 'the resources', ...filesUnder(join(ROOT, folder)).map((path) => `${folder.split('/')[1]}/${path}`))

  const all = [...packed, ...unpacked]
  const builders = new Set([...Object.keys(manifest.devDependencies), ...Object.keys(manifest.optionalDependencies)])
  for (const name of builders)
    if (all.some((path) => path.startsWith(`node_modules/${name}/`))) found.push(`${name}, which only builds and tests, was packed.`)
  const foreign = all.filter((path) => /onnxruntime-node\/bin\/napi-v6\/[^/]+\/[^/]+\//.test(path) && !path.includes(`/${os}/${arch}/`))
  if (foreign.length > 0) found.push(`Libraries of another platform were packed: ${foreign[0]}.`)
  const sources = all.filter((path) => /\.(ts|vue|map)$/.test(path) || /^(src|test|scripts|docs)\//.test(path))
  if (sources.length > 0) found.push(`Sources were packed: ${sources.slice(0, 3).join(', ')}.`)
  return found
}

async function fuseFaults(executable) {
  const wire = await getCurrentFuseWire(executable)
  return Object.entries(WANTED)
    .filter(([name, state]) => wire[FuseV1Options[name]] !== state)
    .map(([name]) => `The fuse ${name} is not as electron-builder.yml says.`)
}

/** The main job through the packed main, preload, window and lab on the stand-in, the lab on the packed Node. */
async function runPacked(resources) {
  if (!ensureChromium()) throw new Refusal(CHROMIUM_ADVICE)
  const copy = join(mkdtempSync(join(tmpdir(), 'plenum-packed-')), 'resources')
  mkdirSync(copy)
  try {
    // A plain Node does not read archives: the packed one is laid out as a folder of its name.
    extractAll(join(resources, 'app.asar'), join(copy, 'app.asar'))
    cpSync(join(resources, 'app.asar.unpacked'), join(copy, 'app.asar.unpacked'), { recursive: true })
    for (const name of ['node', 'samples', 'golden']) symlinkSync(join(resources, name), join(copy, name))
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
    return await runProgram(node24(), [vitest, 'run', '--project', 'e2e', 'test/e2e/main-job.test.ts', '-t', 'stand-in'], {
      cwd: ROOT,
      env: { ...process.env, PLENUM_PACKED: copy },
    })
  } finally {
    rmSync(join(copy, '..'), { recursive: true, force: true })
  }
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`

run(async () => {
  rmSync(WORK, { recursive: true, force: true })
  let failed = false
  for (const platform of platforms) {
    const { arch } = process
    const output = join(WORK, platform)
    const extra = [`-c.electronDist=${placeholder(platform)}`, `-c.directories.output=${output}`]
    // Editing a Windows executable's resources needs a real one.
    if (platform === 'win') extra.push('-c.win.signAndEditExecutable=false')
    const code = await packageFor({ platform, arch, dir: true, extra })
    if (code !== 0) throw new Refusal(`Packing for ${platform} ended with code ${code}.`)
    const app = join(
      output,
      readdirSync(output).find((name) => name.endsWith('-unpacked')),
    )
    const resources = join(app, 'resources')
    const executable = join(app, platform === 'win' ? 'Plenum.exe' : 'plenum')
    const wrong = existsSync(executable)
      ? [...faults(platform, arch, resources), ...(await fuseFaults(executable))]
      : [`${executable} is missing.`]
    const parts = ['app.asar', 'app.asar.unpacked/out', 'app.asar.unpacked/node_modules', 'node', 'samples', 'golden']
    say(`${platform} ${arch}, without Electron itself: ${megabytes(sizeOf(resources))}`)
    for (const part of parts) say(`  ${part.padEnd(32)}${megabytes(sizeOf(join(resources, part))).padStart(12)}`)
    for (const sentence of wrong) say(`  ${sentence}`)
    failed ||= wrong.length > 0
    if (platform !== platforms[0] || wrong.length > 0) continue
    const tested = await runPacked(resources)
    say(tested === 0 ? 'The packed app did the main job on the stand-in.' : `The packed app failed the main job (code ${tested}).`)
    failed ||= tested !== 0
  }
  return failed ? 1 : 0
})
