import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { electronBinary } from '../../scripts/electron.mjs'
import { type Door, dropByChromium } from './door'

const ROOT = join(import.meta.dirname, '..', '..')

/** The built desktop app on Electron itself; null where its binary is not installed or there is no display. */
export function electronDoor(): Door | null {
  const executablePath = electronBinary()
  if (!executablePath || (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)) return null
  return {
    name: 'desktop (Electron)',
    async open(home) {
      const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      const app = await _electron.launch({
        executablePath,
        args: [...root, `--user-data-dir=${join(home, 'electron')}`, ROOT],
        env: { ...(process.env as Record<string, string>), PLENUM_HOME: home, PLENUM_NODE: process.execPath },
      })
      const page = await app.firstWindow()
      return { page, drop: (paths) => dropByChromium(page, paths), close: () => app.close() }
    },
  }
}
