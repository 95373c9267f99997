// Screenshots of every place over the made-up lab: node test/renderer/preview/shoot.mjs OUT [address]
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const [out = 'out/screenshots', address = 'http://127.0.0.1:5199'] = process.argv.slice(2)
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]

const drop = (name) => async (page) => {
  await page.setInputFiles('[data-testid=choose-files]', { name, mimeType: 'text/plain', buffer: Buffer.from('a\n') })
  await page.waitForSelector('[data-testid=preview-import]')
}
const SCENES = {
  first: { path: '?empty#/corpora' },
  corpora: { path: '?x#/corpora' },
  preview: { path: '?empty#/corpora', act: drop('train.txt') },
  problem: { path: '?empty#/corpora', act: drop('empty.txt') },
  experiment: { path: '?x#/experiment', act: (page) => page.getByTestId('objective-dg').check() },
  'no-runs': { path: '?empty#/runs' },
  runs: {
    path: '?x#/runs',
    act: async (page) => {
      await page.evaluate(() => globalThis.fake.tick())
      await page.waitForTimeout(500)
      await page
        .getByTestId('chart-kl')
        .locator('.plot')
        .hover({ position: { x: 180, y: 80 } })
    },
  },
  compare: { path: '?x#/compare', act: (page) => page.waitForSelector('[data-testid=results-row]') },
  details: { path: '?x#/compare', act: (page) => page.getByTestId('results-row').first().locator('button.link').click() },
  lost: {
    path: '?x#/runs',
    act: (page) => page.evaluate(() => globalThis.fake.lose('The lab process ended unexpectedly (signal SIGKILL).')),
  },
}

await mkdir(out, { recursive: true })
const wanted = process.env.SCENES?.split(',') ?? Object.keys(SCENES)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })
try {
  for (const colorScheme of process.env.THEMES?.split(',') ?? ['light', 'dark']) {
    for (const viewport of SIZES) {
      for (const name of wanted) {
        const page = await browser.newPage({ viewport, colorScheme })
        page.on('console', (message) => message.type() === 'error' && console.error(name, message.text()))
        page.on('pageerror', (error) => console.error(name, error.message))
        await page.goto(`${address}/${SCENES[name].path}&speed=0`.replace(/(#.*)(&speed=0)$/, '&speed=0$1'))
        await page.waitForTimeout(400)
        await SCENES[name].act?.(page)
        await page.waitForTimeout(500)
        await page.screenshot({ path: `${out}/${name}-${colorScheme}-${viewport.width}.png` })
        await page.close()
      }
    }
  }
} finally {
  await browser.close()
}
