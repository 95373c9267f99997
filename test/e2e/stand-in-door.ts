import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { toChromium } from '../host/address'
import { HostedApp } from '../host/launch'
import { type Door, middle } from './door'

/** The app's window among the browser's pages, once it is there. */
export async function windowOf(browser: Browser): Promise<Page> {
  const own = (page: Page) => page.url().startsWith(toChromium('app://plenum/'))
  const deadline = Date.now() + 30_000
  for (;;) {
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find(own)
    if (page) return page
    if (Date.now() > deadline) throw new Error('The app did not open its window within 30 s.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The built desktop app on the stand-in for Electron. */
export const standInDoor: Door = {
  name: 'desktop (stand-in)',
  async open(home) {
    const app = HostedApp.launch({ home, userData: join(home, 'electron') })
    try {
      const page = await windowOf(await chromium.connectOverCDP(await app.endpoint()))
      return {
        page,
        async drop(paths) {
          const { x, y } = await middle(page)
          await app.drop(paths, x, y)
        },
        async close() {
          // While runs train the app asks whether it is meant; where it does not ask, the answer falls away with its end.
          app.press('Quit').catch(() => {})
          const code = await app.quit()
          if (code !== 0) throw new Error(`The app ended with code ${code}: ${app.words}`)
        },
      }
    } catch (error) {
      await app.quit()
      throw new Error(`The app could not be opened: ${app.words}`, { cause: error })
    }
  },
}
