import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24, ROOT, say } from './bootstrap.mjs'

/** Where Electron's binary comes from, unless a mirror is set. */
const HOST = 'https://github.com/electron/electron/releases'
/** Longest wait for the download, in ms: with its host in reach, and without (a cached copy unpacks within it). */
const LIMIT = { reachable: 300_000, unreachable: 15_000 }

/** The path of the installed Electron binary, or null. */
export function electronBinary(root = ROOT) {
  const folder = join(root, 'node_modules', 'electron')
  try {
    const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist')
    const path = join(dist, readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/**
 * Installs Electron's binary by its own install script where it is missing: `{ path, reason }`, the path null with the reason
 * in half a sentence where it is not to be had.
 */
export async function installElectron(root = ROOT) {
  const present = electronBinary(root)
  if (present) return { path: present, reason: null }
  const script = join(root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(script)) return { path: null, reason: 'the electron package is not installed' }
  const mirrored = Boolean(process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? process.env.ELECTRON_GET_USE_PROXY)
  const reachable = mirrored || (await isReachable())
  if (reachable) say("Downloading Electron's binary (once, about 120 MB)…")
  const failure = await attempt(script, reachable ? LIMIT.reachable : LIMIT.unreachable)
  const path = electronBinary(root)
  if (path) return { path, reason: null }
  return { path: null, reason: reachable ? `its download failed (${failure})` : 'github.com, where it is published, is not reachable' }
}

async function isReachable() {
  try {
    return (await fetch(HOST, { method: 'HEAD', signal: AbortSignal.timeout(6000) })).status < 500
  } catch {
    return false
  }
}

/** Runs the install script; null when it succeeded, else what went wrong. */
function attempt(script, limit) {
  return new Promise((resolve) => {
    const child = spawn(node24(), [script], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    const timer = setTimeout(() => {
      said = `not finished within ${limit / 1000} s`
      child.kill('SIGKILL')
    }, limit)
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0 ? null : (said.trim().split('\n')[0] || `exit code ${code}`).slice(0, 200))
    })
  })
}
