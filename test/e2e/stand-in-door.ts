import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { HostedApp } from '../host/launch'
import { type Door, middle } from './door'

/** The built desktop app on the stand-in for Electron. */
export const standInDoor: Door = {
  name: 'desktop (stand-in)',
  async open(home) {
    const app = HostedApp.launch({ home, userData: join(home, 'electron') })
    const browser = await chromium.connectOverCDP(await app.endpoint())
    const [page] = browser.contexts()[0].pages()
    await page.waitForURL('https://plenum.app.invalid/**')
    return {
      page,
      async drop(paths) {
        const { x, y } = await middle(page)
        await app.drop(paths, x, y)
      },
      async close() {
        const code = await app.quit()
        if (code !== 0) throw new Error(`The app ended with code ${code}: ${app.words}`)
      },
    }
  },
}
