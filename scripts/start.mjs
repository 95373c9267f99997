import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, node24, ROOT, run, runProgram, say } from './bootstrap.mjs'
import { installElectron } from './electron.mjs'

/** An app that ends with a failure this soon (ms) never showed its window. */
const STILLBORN = 5000

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Opens the desktop app: null when it ran, else why it could not, in half a sentence. */
async function openDesktop() {
  if (!hasDisplay()) return 'there is no display'
  if (process.platform === 'linux' && process.getuid?.() === 0) return "Electron's sandbox does not run as root"
  const electron = await installElectron()
  if (!electron.path) return `there is no Electron binary: ${electron.reason}`
  const started = Date.now()
  const code = await runProgram(electron.path, [ROOT], { env: { ...process.env, PLENUM_NODE: node24() } })
  return code !== 0 && Date.now() - started < STILLBORN ? `Electron ended at once with code ${code}` : null
}

/** The same window in the browser. */
async function openServer(reason) {
  say(`Plenum opens in the browser, because ${reason}.`)
  const child = spawn(node24(), [join(ROOT, 'out', 'main', 'server.js')], { stdio: ['inherit', 'pipe', 'inherit'] })
  let opened = false
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk)
    const address = /http:\/\/\S+/.exec(String(chunk))?.[0]
    if (!address || opened) return
    opened = true
    if (hasDisplay()) openBrowser(address)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 0)))
}

function openBrowser(address) {
  const [file, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address]
  // Where no browser can be opened the printed address remains.
  spawn(file, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

run(async () => {
  await ensureInstalled()
  await ensureBuilt()
  const reason = process.argv.includes('--server') ? '--server asks for it' : await openDesktop()
  return reason === null ? 0 : openServer(reason)
})
