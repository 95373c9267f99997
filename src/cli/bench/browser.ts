import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Playwright from 'playwright-core'
import { programFile } from '../../lab/program-file'
import { say } from '../../texts/terminal'

/** Flags of a browser without a window that fetches nothing in the background. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1440,900',
]

/** A browser that has been started, or in half a sentence why there is none. Only a checkout has what drives one. */
export async function openBrowser(): Promise<Playwright.Browser | string> {
  const root = dirname(dirname(dirname(programFile('server.js'))))
  try {
    // Named by variables: the bundler must not take what an installed Plenum does not have.
    const [driver, finder] = ['playwright-core', pathToFileURL(join(root, 'scripts', 'chromium.mjs')).href]
    const { chromium } = (await import(driver)) as typeof Playwright
    const { findChromium } = (await import(finder)) as { findChromium(): string | null }
    const executablePath = findChromium()
    if (executablePath === null) return say.bench.noBrowser
    return await chromium.launch({ executablePath, args: FLAGS })
  } catch (error) {
    return say.bench.badBrowser(error instanceof Error ? error.message.split('\n')[0] : String(error))
  }
}
