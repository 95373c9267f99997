import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { CHROMIUM_FLAGS, chromiumPath } from '../host/chromium'
import { type Door, dropByChromium } from './door'

const SERVER = join(import.meta.dirname, '..', '..', 'out', 'main', 'server.js')

/** Starts the built server on a port (0: any free one); answers its process and the address it prints. */
export function startServer(home: string, port = 0): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [SERVER, '--port', String(port)], {
    env: { ...process.env, PLENUM_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (text: string) => {
      said += text
      const address = /http:\/\/\S+/.exec(said)?.[0]
      if (address) resolve({ child, address })
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code}: ${said}`)))
  })
}

/** The lab server with the window in a browser. */
export const serverDoor: Door = {
  name: 'server',
  async open(home) {
    const { child, address } = await startServer(home)
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(address)
    return {
      page,
      drop: (paths) => dropByChromium(page, paths),
      async close() {
        await browser.close()
        const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
        child.kill('SIGTERM')
        const code = await ended
        if (code !== 0) throw new Error(`The server ended with code ${code}.`)
      },
    }
  },
}
