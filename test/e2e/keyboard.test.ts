import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CHROMIUM_FLAGS, chromiumPath } from '../host/chromium'
import { writeCorpus } from './corpus-file'
import { Keys } from './keys'
import { startServer } from './server-door'

describe('without a mouse', () => {
  let home: string
  let server: { child: ChildProcess; address: string }
  let browser: Browser
  let page: Page
  let keys: Keys
  let broken = false
  const at = (id: string) => page.getByTestId(id)

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plenum-keyboard-'))
    server = await startServer(home)
    browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    page.setDefaultTimeout(20_000)
    // Choosers of files are caught from now on: caught only while one is waited for, a busy page may open one before that is heard.
    page.on('filechooser', () => {})
    keys = new Keys(page)
    await page.goto(server.address)
    await at('drop-zone').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    server?.child.kill('SIGTERM')
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })
  beforeEach(({ skip }) => skip(broken, 'an earlier step failed'))
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail'
  })

  test('the first stop is the way past the places, to the content', async () => {
    await keys.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Skip to the content')
    await keys.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })

  test('a corpus is opened, looked into and imported', async () => {
    const chooser = page.waitForEvent('filechooser')
    await keys.press('Control+o')
    await (await chooser).setFiles(writeCorpus(home, 'restaurant.txt'))
    await at('preview-import').waitFor()
    await expect.poll(() => at('preview-import').isEnabled()).toBe(true)
    await keys.reach('preview-import')
    await keys.press('Enter')
    await at('corpus-row').waitFor({ timeout: 30_000 })
  })

  test('a race of two objectives is set up and started', async () => {
    await keys.press('g', 'e')
    for (const id of ['objective-vae', 'objective-dg']) {
      await keys.reach(id)
      await keys.press('Space')
    }
    const fill = async (setting: string, value: string) => {
      await keys.reach(`setting-${setting}`)
      await keys.press('Control+a')
      await keys.type(value)
    }
    // By so many epochs, and no decay that would end them sooner, no run ends by itself.
    await fill('epochs', '1000')
    await fill('train_limit', '0')
    await keys.reach('race')
    await keys.press('Space')
    await keys.reach('advanced-settings')
    await keys.press('Enter')
    await fill('decay_from', '1000')
    await expect.poll(() => at('start-runs').isEnabled()).toBe(true)
    await keys.reach('start-runs')
    await keys.press('Enter')
    await expect.poll(() => at('run-row').count(), { timeout: 10_000 }).toBe(2)
  })

  test('a run is found by its name, opened and closed', async () => {
    await keys.press('Control+k')
    await at('palette-query').waitFor()
    await keys.type('open dg')
    await keys.press('Enter')
    await expect.poll(() => page.url()).toContain('run=')
    await page.getByRole('dialog').waitFor()
    await keys.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('the curves are watched: hairline, zoom, one chart large, its axes and its numbers', { timeout: 120_000 }, async () => {
    await expect.poll(async () => Number(await at('chart-loss').getAttribute('data-points')), { timeout: 60_000 }).toBeGreaterThan(40)
    await keys.reach('log-y')
    await keys.press('Space')
    expect(await at('log-y').getAttribute('aria-pressed')).toBe('true')
    await keys.press('Space')
    await keys.reach('chart-loss', '.plot')
    await keys.press('ArrowLeft', 'ArrowLeft')
    await expect.poll(() => page.locator('.hairline').count()).toBeGreaterThan(0)
    await keys.press('+', '+')
    await at('whole-axis').waitFor()
    await keys.press('Shift+ArrowLeft', '0')
    await at('whole-axis').waitFor({ state: 'detached' })
  })

  test('a race is stopped, the best kept', { timeout: 180_000 }, async () => {
    const row = (state: string) => page.locator(`[data-testid=run-row][data-state=${state}]`)
    await expect.poll(() => row('running').first().innerText(), { timeout: 90_000 }).toMatch(/epoch ([3-9]|\d\d)/)
    for (const left of [1, 0]) {
      await keys.reach('run-row', '[role=row]')
      await keys.press('Home')
      await keys.reach('run-stop')
      await keys.press('Enter')
      await keys.reach('confirm')
      await keys.press('Enter')
      await at('confirm').waitFor({ state: 'detached' })
      await expect.poll(() => row('running').count(), { timeout: 60_000 }).toBe(left)
    }
    await expect.poll(() => row('stopped').count(), { timeout: 60_000 }).toBe(2)
  })

  test('health, and the dimensions through the epochs', async () => {
    await keys.reach('runs-view')
    await keys.press('ArrowRight')
    await expect.poll(async () => Number(await at('health-plane').getAttribute('data-points'))).toBeGreaterThan(1)
    await keys.reach('plane-epoch')
    await keys.press('Home')
    await expect.poll(() => at('plane-epoch').inputValue()).toBe('1')
    await keys.reach('runs-view')
    await keys.press('ArrowRight')
    await at('dimension-grid').waitFor()
    await keys.reach('dimensions-epoch')
    await keys.press('Home')
    await expect.poll(() => at('dimensions-epoch').inputValue()).toBe('0')
  })

  test('a run is tagged from its menu, put into the bin and taken out again', async () => {
    await keys.reach('run-row', '[role=row]')
    await keys.press('ArrowDown', 'Shift+F10')
    await page.getByRole('menu').waitFor()
    await keys.type('ta')
    await keys.press('Enter')
    await at('tag-field').waitFor()
    await keys.type('kept')
    await keys.press('Enter')
    await expect.poll(async () => (await at('run-row').allInnerTexts()).join()).toContain('kept')
    // The dialog is gone, and the keyboard stands in the list where it was.
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-testid=run-row]') !== null)).toBe(true)
    await keys.reach('run-row', '[role=row]')
    await keys.press('Delete')
    await at('notice-done').waitFor()
    await expect.poll(() => at('run-row').count()).toBe(1)
    // The list still has the focus: the next key finds a run.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('run-row')
    await keys.press('F8')
    expect(await page.evaluate(() => document.activeElement?.closest('[data-testid=notices]') !== null)).toBe(true)
    await keys.reach('notice-done', '[data-testid=notice-action]')
    await keys.press('Enter')
    await expect.poll(() => at('run-row').count()).toBe(2)
    expect(await at('notice-done').count()).toBe(0)
  })

  const view = async (name: string) => {
    await keys.reach('compare-views')
    const chosen = () => at('compare-views').locator('[aria-checked=true]').innerText()
    for (let i = 0; i < 6 && (await chosen()) !== name; i++) await keys.press('ArrowRight')
    expect(await chosen()).toBe(name)
  }

  test('the runs are compared: a number explained, rows sorted and found, the table copied', async () => {
    await keys.press('g', 't')
    await expect.poll(() => at('results-row').count()).toBe(2)
    await keys.reach('results-table', 'td')
    await at('cell-tip').waitFor()
    await keys.press('/')
    await keys.type('dg')
    await expect.poll(() => at('results-row').count()).toBe(1)
    await keys.press('Escape')
    await expect.poll(() => at('results-row').count()).toBe(2)
    await keys.reach('column-menu')
    await keys.press('Enter')
    await page.getByRole('dialog').waitFor()
    await keys.press('Escape')
    await keys.reach('copy-menu')
    await keys.press('Enter')
    await at('copy-latex').waitFor()
    await keys.press('Enter')
    await at('notice-done').waitFor()
  })

  test('a curve is saved as a picture, a point of the trade-off opens its run, the race goes back to its start', async () => {
    await view('Curves')
    await keys.reach('overlay-kl', '[data-testid=chart-menu]')
    const download = page.waitForEvent('download')
    await keys.press('Enter')
    await at('chart-svg').waitFor()
    await keys.press('ArrowDown', 'Enter')
    expect((await download).suggestedFilename()).toMatch(/\.(svg|png)$/)
    await view('Trade-off')
    await keys.reach('trade-off', '[data-point]')
    await keys.press('Enter')
    await page.getByRole('dialog').waitFor()
    await keys.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await view('Race')
    await keys.reach('race-epoch')
    await keys.press('Home')
    await page
      .getByText(/^Epoch 1 of/)
      .first()
      .waitFor()
  })

  test('the sheet lists the keys, and the last place is there again after a reload', async () => {
    await keys.press('?')
    await at('shortcut-sheet').waitFor()
    expect(await at('shortcut-sheet').innerText()).toContain('Compare')
    await keys.press('Escape')
    await at('shortcut-sheet').waitFor({ state: 'detached' })
    await page.goto(new URL('/', server.address).href)
    await at('race-standings').waitFor()
  })
})
