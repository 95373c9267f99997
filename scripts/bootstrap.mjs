import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Tells the user what is being done. Always on stderr, so that stdout stays a program's own. */
export const say = (sentence) => process.stderr.write(`${sentence}\n`)

/** A failure whose message is a sentence for the user; anything else is a fault of ours and keeps its stack. */
export class Refusal extends Error {}

/** Runs one of the scripts' main functions: a refusal becomes a sentence and exit code 1. */
export function run(main) {
  main().then(
    (code) => {
      process.exitCode = code ?? 0
    },
    (error) => {
      say(error instanceof Refusal ? error.message : (error.stack ?? String(error)))
      process.exitCode = 1
    },
  )
}

/**
 * Whether `node_modules` holds what the lock file asks for: npm keeps a copy of the lock of what it installed in
 * `node_modules/.package-lock.json`, and writes it last. Optional packages may be missing (they are for other platforms).
 */
export function isInstalled(root = ROOT) {
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'))
  const wanted = readLock(join(root, 'package-lock.json'))
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const present = installed[path]
    return present
      ? present.version === entry.version && present.integrity === entry.integrity
      : Boolean(entry.optional || entry.devOptional || entry.peer)
  })
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return null
  }
}

/** Installs the packages of the lock file where they are missing or others. */
export async function ensureInstalled({ root = ROOT } = {}) {
  if (isInstalled(root)) return
  await exclusively(join(root, '.cache', 'install.lock'), async () => {
    if (isInstalled(root)) return
    say('Installing the packages of package-lock.json…')
    // On Windows a running node.exe cannot be replaced: then npm changes only what differs.
    const own = relative(join(root, 'node_modules'), process.execPath)
    const inside = process.platform === 'win32' && !own.startsWith('..')
    const npm = npmCommand([inside ? 'install' : 'ci', '--no-audit', '--no-fund', '--loglevel=error'])
    const result = spawnSync(npm.file, npm.args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: npm.shell,
      // onnxruntime-node's install script would fetch CUDA libraries from a host that need not be reachable.
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    })
    if (result.status !== 0) {
      throw new Refusal(
        'The packages could not be installed: npm failed (see above). Plenum needs the npm registry once; check the connection and try again.',
      )
    }
  })
}

function npmCommand(args) {
  const cli = process.env.npm_execpath
  if (cli && /\.[cm]?js$/.test(cli) && /npm/.test(cli)) return { file: process.execPath, args: [cli, ...args], shell: false }
  return process.platform === 'win32' ? { file: 'npm.cmd', args, shell: true } : { file: 'npm', args, shell: false }
}

/** The path of a Node ≥ 24: the one that npm installed for this platform, or the one that is running. */
export function node24(root = ROOT) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const path = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name)
  if (existsSync(path)) return path
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Refusal(
    `Plenum runs on Node 24, and this is Node ${process.versions.node}. npm has no Node 24 package for ${process.platform} ${process.arch}, ` +
      'or it could not be installed: install Node 24 or later and try again.',
  )
}

/** Environment of a program that trains or measures training: huge pages, as the lab gives them (src/lab/large-pages.ts). */
export const withLargePages = () => ({ ...process.env, GLIBC_TUNABLES: process.env.GLIBC_TUNABLES ?? 'glibc.malloc.hugetlb=1' })

/** What the build reads. */
const SOURCES = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.node.json',
  'tsconfig.web.json',
  'package.json',
  'package-lock.json',
]

/** A hash over names and contents of everything the build reads. */
export function sourceHash(root = ROOT) {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const path of filesUnder(join(root, source))) {
      hash
        .update(relative(root, path).split(sep).join('/'))
        .update('\0')
        .update(createHash('sha256').update(readFileSync(path)).digest())
    }
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

/** Whether `out` was built from the present sources. */
export function isBuilt(root = ROOT) {
  const stamp = join(root, 'out', '.stamp')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(root)
}

/** Builds `out` where it is missing or stale. What the build prints is shown only when it fails, or with `loud`. */
export async function ensureBuilt({ root = ROOT, loud = false, force = false } = {}) {
  if (!force && isBuilt(root)) return
  await exclusively(join(root, '.cache', 'build.lock'), async () => {
    if (!force && isBuilt(root)) return
    say('Building…')
    const stamp = join(root, 'out', '.stamp')
    rmSync(stamp, { force: true })
    const hash = sourceHash(root)
    const result = spawnSync(node24(root), [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
      cwd: root,
      stdio: loud ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    })
    if (result.status !== 0) {
      if (!loud) say(`${result.stdout ?? ''}${result.stderr ?? ''}`)
      throw new Refusal('The build failed; what it said stands above.')
    }
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, hash)
  })
}

/** Runs `work` while no other process holds the lock file; a lock whose process is gone counts as free. */
async function exclusively(lock, work) {
  let waited = false
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      const file = openSync(lock, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw new Refusal(`${dirname(lock)} cannot be written to (${error.code}).`)
    }
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    else {
      if (!waited) say('Another Plenum command is installing or building here; waiting for it…')
      waited = true
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    if (!pid) return Date.now() - statSync(lock).mtimeMs > 2000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

/**
 * Runs a program to its end with this terminal; signals are passed on. Answers its exit code (128 + n when a signal ended it).
 * Terminals send Ctrl+C to the whole group: then the child has it already and is only waited for.
 */
export function runProgram(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', cwd: process.cwd(), ...options })
    const pass = (signal) => {
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, pass)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of signals) process.removeListener(name, pass)
      resolve(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1))
    })
  })
}
