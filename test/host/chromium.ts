import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Flags of every browser the tests start: no window, nothing fetched in the background. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1440,900',
]

/** The browser's path, from scripts/test.mjs; throws with its advice where there is none. */
export function chromiumPath(): string {
  const path = process.env.CHROMIUM_PATH
  if (path === undefined) return '/usr/bin/chromium'
  if (path === '') throw new Error(process.env.PLENUM_CHROMIUM_ADVICE ?? 'Set CHROMIUM_PATH to a browser of the Chromium family.')
  return path
}

export interface RunningChromium {
  /** WebSocket address of the whole browser. */
  endpoint: string
  /** Ends it and removes its profile. */
  kill(): void
}

/** Starts Chromium with a fresh profile and remote debugging on a free port of the loopback. */
export function startChromium(path: string): Promise<RunningChromium> {
  const profile = mkdtempSync(join(tmpdir(), 'plenum-chromium-'))
  const child = spawn(path, [...CHROMIUM_FLAGS, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = () => {
    child.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-4000)
      const endpoint = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (endpoint) resolve({ endpoint, kill })
    })
    child.once('error', (error) => reject(new Error(`Chromium could not be started from ${path}: ${error.message}`)))
    child.once('exit', (code) => reject(new Error(`Chromium at ${path} ended with code ${code}: ${said}`)))
  })
}
