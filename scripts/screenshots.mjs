// Pictures of a running Plenum for docs/screenshots: node scripts/screenshots.mjs ADDRESS [OUT]
// ADDRESS is what `plenum serve` prints; the lab should hold a few finished runs.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.mjs'

const [address, out = 'docs/screenshots'] = process.argv.slice(2)
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']

/** What to do on a place before its picture is taken. */
const PLACES = {
  corpora: async (page) => {
    await page.getByTestId('corpus-row').first().click()
  },
  experiment: async (page) => {
    const group = page.getByTestId('group-restriction')
    if ((await group.getAttribute('aria-pressed')) === 'false') await group.click()
    await page.locator('#content').evaluate((content) => content.scrollTo(0, 0))
  },
  runs: (page) => page.waitForSelector('[data-testid=chart-loss][data-points]'),
  compare: (page) => page.waitForSelector('[data-testid=results-row]'),
}

await mkdir(out, { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
try {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(address)
    for (const viewport of SIZES) {
      await page.setViewportSize(viewport)
      for (const [place, act] of Object.entries(PLACES)) {
        await page.getByTestId(`nav-${place}`).click()
        await act(page)
        await page.waitForTimeout(800)
        await page.screenshot({ path: join(out, `${place}-${colorScheme}-${viewport.width}.png`) })
      }
    }
    await context.close()
  }
} finally {
  await browser.close()
}
