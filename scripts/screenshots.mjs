// Pictures of a running Plenum for docs/screenshots: node scripts/screenshots.mjs ADDRESS [OUT] [--every]
// ADDRESS is what `plenum serve` prints. The newest runs of the lab are shown: a finished race of three and one run in training;
// the trade-off shows those of the preset short.
// Every place is taken in light and dark and in both sizes; what lies deeper once, or with --every in all looks too.
import { spawnSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.mjs'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { every: { type: 'boolean', default: false } } })
const [address, out = 'docs/screenshots'] = positionals
if (!address) throw new Error('The address is missing: start "plenum serve" and give what it prints.')

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]
const SCHEMES = ['light', 'dark']
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']
/** So many of the newest runs are shown in the charts: the three of a race and the one in training. */
const NEWEST = 4

const press = (page, group, name) => page.getByTestId(group).getByRole('radio', { name, exact: true }).click()
/** The panel of the newest run that has ended. */
const openPanel = async (page) => {
  await page.locator('[data-testid=run-row][data-state=finished]').first().getByTestId('run-name').click()
  await page.getByRole('dialog').waitFor()
}
const closePanel = (page) => page.keyboard.press('Escape')

/**
 * What is taken, in order: the place, what to do there before the picture and what to undo after it. `look` names the one look of a
 * picture that is not taken in all of them.
 */
const SCENES = [
  {
    name: 'corpora',
    place: 'corpora',
    act: async (page) => {
      await page.getByTestId('corpus-row').first().click()
      await page.getByTestId('corpus-detail').waitFor()
    },
  },
  {
    name: 'experiment',
    place: 'experiment',
    act: async (page) => {
      const group = page.getByTestId('group-restriction')
      if ((await group.getAttribute('aria-pressed')) === 'false') await group.click()
      await page.locator('#content').evaluate((content) => content.scrollTo(0, 0))
    },
  },
  { name: 'runs', place: 'runs', act: (page) => press(page, 'runs-view', 'Curves') },
  { name: 'run-panel', place: 'runs', act: openPanel, undo: closePanel, look: 'light-1440' },
  {
    name: 'palette',
    place: 'runs',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByTestId('palette-query').fill('dg')
    },
    undo: closePanel,
    look: 'dark-1440',
  },
  {
    name: 'runs-health',
    place: 'runs',
    act: async (page) => {
      await press(page, 'runs-view', 'Health')
      await page.getByTestId('health-plane').waitFor()
    },
    look: 'light-1440',
  },
  {
    name: 'runs-dimensions',
    place: 'runs',
    act: async (page) => {
      await press(page, 'runs-view', 'Dimensions')
      // Of the newest that has ended; the first is in training.
      await page.getByTestId('dimensions-run').selectOption({ index: 1 })
      await page.getByTestId('dimension-grid').waitFor()
    },
    undo: (page) => press(page, 'runs-view', 'Curves'),
    look: 'light-1440',
  },
  {
    name: 'compare',
    place: 'compare',
    act: async (page) => {
      await press(page, 'compare-views', 'Table')
      await page.getByTestId('results-row').first().waitFor()
    },
  },
  {
    name: 'compare-curves',
    place: 'compare',
    act: async (page) => {
      await chooseNewest(page)
      await press(page, 'compare-views', 'Curves')
    },
    undo: chooseNone,
    look: 'light-1440',
  },
  {
    // The runs of the preset short: of one preset, points need no more than the names of their methods.
    name: 'compare-trade-off',
    place: 'compare',
    act: async (page) => {
      await press(page, 'compare-views', 'Table')
      await page.getByTestId('compare-search').fill('short')
      await press(page, 'compare-views', 'Trade-off')
    },
    undo: async (page) => {
      await press(page, 'compare-views', 'Table')
      await page.getByTestId('compare-search').fill('')
    },
    look: 'light-1440',
  },
  { name: 'compare-latent', place: 'compare', act: (page) => press(page, 'compare-views', 'Latent space'), look: 'dark-1440' },
  { name: 'compare-race', place: 'compare', act: (page) => press(page, 'compare-views', 'Race'), look: 'light-1440' },
]

/** Chooses the newest finished runs in the table. */
async function chooseNewest(page) {
  await press(page, 'compare-views', 'Table')
  const rows = page.getByTestId('results-row')
  await rows.first().waitFor()
  for (let back = 1; back < NEWEST; back++) {
    await page.getByTestId('results-scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight))
    await rows.nth(-back).getByRole('checkbox').check()
  }
  await page.getByTestId('results-scroller').evaluate((scroller) => scroller.scrollTo(0, 0))
}

async function chooseNone(page) {
  await press(page, 'compare-views', 'Table')
  await page.getByTestId('compare-choose-none').click()
}

/** Only the newest runs are drawn, whatever else the lab holds. */
async function showNewest(page) {
  await page.getByTestId('nav-runs').click()
  const rows = page.getByTestId('run-row')
  await rows.first().click({ position: { x: 300, y: 40 } })
  await rows.nth(NEWEST - 1).click({ position: { x: 300, y: 40 }, modifiers: ['Shift'] })
  await page.getByTestId('show-only').click()
  await page.getByTestId('run-selection').getByRole('button').last().click()
}

async function take(page, scene, file) {
  await page.getByTestId(`nav-${scene.place}`).click()
  await scene.act(page)
  await page.mouse.move(0, 0)
  // What is still computed or estimated says so; charts are drawn a moment after their numbers came.
  await page.waitForTimeout(700)
  await page.waitForFunction(() => !/(Computing|Estimating)[^.]*…/.test(document.querySelector('#content').textContent), null, {
    timeout: 120_000,
  })
  await page.waitForTimeout(500)
  // Notices of the run in training come at any time.
  await page.evaluate(() => document.querySelectorAll('[data-testid^=notice-] button:last-child').forEach((button) => button.click()))
  await page.waitForTimeout(200)
  await page.screenshot({ path: file })
  await scene.undo?.(page)
  shrink(file)
}

/** A palette of 256 colours is enough for these pages; without pngquant the picture stays as it is. */
function shrink(file) {
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--strip', '--speed', '1', '--output', file, '256', file])
}

async function opened(browser, options) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: SIZES[0], ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(address)
  await showNewest(page)
  return page
}

await mkdir(out, { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
try {
  for (const colorScheme of SCHEMES) {
    const page = await opened(browser, { colorScheme })
    for (const viewport of SIZES) {
      await page.setViewportSize(viewport)
      const look = `${colorScheme}-${viewport.width}`
      for (const scene of SCENES) {
        if (values.every || !scene.look || scene.look === look) await take(page, scene, join(out, `${scene.name}-${look}.png`))
      }
    }
    await page.context().close()
  }
  const page = await opened(browser, { colorScheme: 'dark', contrast: 'more' })
  await take(
    page,
    SCENES.find(({ name }) => name === 'runs'),
    join(out, 'runs-contrast-dark-1440.png'),
  )
} finally {
  await browser.close()
}
