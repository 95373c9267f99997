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

  test('an experiment is set up and started', async () => {
    await keys.press('g', 'e')
    for (const id of ['objective-vae', 'objective-dg']) {
      await keys.reach(id)
      await keys.press('Space')
    }
    for (const [id, value] of [
      ['setting-epochs', '2'],
      ['setting-train_limit', '600'],
    ]) {
      await keys.reach(id)
      await keys.press('Control+a')
      await keys.type(value)
    }
    await expect.poll(() => at('start-runs').isEnabled()).toBe(true)
    await keys.reach('start-runs')
    await keys.press('Enter')
    await expect.poll(() => at('run-row').count(), { timeout: 10_000 }).toBe(2)
  })

  test('a run is found by its name, opened and closed, while both train to their end', { timeout: 180_000 }, async () => {
    await keys.press('Control+k')
    await at('palette-query').waitFor()
    await keys.type('open dg')
    await keys.press('Enter')
    await expect.poll(() => page.url()).toContain('run=')
    await page.getByRole('dialog').waitFor()
    await keys.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const states = () => at('run-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')))
    await expect.poll(states, { timeout: 150_000, interval: 500 }).toEqual(['finished', 'finished'])
  })

  test('a run is put into the bin and taken out again', async () => {
    await keys.reach('run-row')
    await keys.press('ArrowDown', 'Delete')
    await at('notice-action').waitFor()
    await expect.poll(() => at('run-row').count()).toBe(1)
    await keys.press('Control+z')
    await expect.poll(() => at('run-row').count()).toBe(2)
    expect(await at('notice-action').count()).toBe(0)
  })

  test('the runs are compared, and another view of them is chosen', async () => {
    await keys.press('g', 't')
    await expect.poll(() => at('results-row').count()).toBe(2)
    await keys.reach('compare-views')
    const chosen = () => at('compare-views').locator('[aria-checked=true]').innerText()
    const before = await chosen()
    await keys.press('ArrowRight')
    await expect.poll(chosen).not.toBe(before)
    await keys.press('ArrowLeft')
    await expect.poll(chosen).toBe(before)
  })

  test('the sheet lists the keys, and the last place is there again after a reload', async () => {
    await keys.press('?')
    await at('shortcut-sheet').waitFor()
    expect(await at('shortcut-sheet').innerText()).toContain('Compare')
    await keys.press('Escape')
    await at('shortcut-sheet').waitFor({ state: 'detached' })
    await page.goto(new URL('/', server.address).href)
    await expect.poll(() => at('results-row').count()).toBe(2)
  })
})
