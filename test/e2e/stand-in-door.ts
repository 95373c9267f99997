import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { toChromium } from '../host/address'
import { HostedApp } from '../host/launch'
import { type Door, middle } from './door'

const PATIENCE = 30_000
const pause = (ms: number) => new Promise<false>((resolve) => setTimeout(resolve, ms, false))

/** The app's window among the browser's pages. */
const ownPage = (browser: Browser): Page | undefined =>
  browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((page) => page.url().startsWith(toChromium('app://plenum/')))

/** The app's window, once it is there. */
export async function windowOf(browser: Browser): Promise<Page> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const page = ownPage(browser)
    if (page) return page
    if (Date.now() > deadline) throw new Error('The app did not open its window within 30 s.')
    await pause(50)
  }
}

/**
 * The window of an app whose page crashed, once it answers again. Who looks while the page is dead never sees the one that takes its
 * place, so every look is a new one.
 */
export async function windowAgain(endpoint: string): Promise<Page> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const browser = await chromium.connectOverCDP(endpoint)
    const page = ownPage(browser)
    if (page && (await Promise.race([page.evaluate(() => true).catch(() => false), pause(2000)]))) return page
    await browser.close()
    if (Date.now() > deadline) throw new Error('The app did not bring its window back within 30 s.')
    await pause(100)
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
