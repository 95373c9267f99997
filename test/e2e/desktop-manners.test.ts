import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HostedApp } from '../host/launch'
import { writeCorpus } from './corpus-file'
import { labsOf } from './processes'
import { windowAgain, windowOf } from './stand-in-door'

describe('what the desktop offers around the window', () => {
  let home: string
  let corpus: string
  let app: HostedApp
  let page: Page
  const at = (id: string) => page.getByTestId(id)
  const options = () => ({ home, userData: join(home, 'electron') })

  async function launch(files: string[] = []): Promise<void> {
    app = HostedApp.launch({ ...options(), files })
    page = await windowOf(await chromium.connectOverCDP(await app.endpoint()))
    page.setDefaultTimeout(20_000)
  }
  /** The preview of the corpus opens; it is left again. */
  async function previewed(): Promise<void> {
    await page.getByText('the cook praised the soup today').first().waitFor()
    await page.keyboard.press('Escape')
    await at('preview-import').waitFor({ state: 'detached' })
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plenum-manners-'))
    corpus = writeCorpus(home, 'restaurant.txt')
    await launch([corpus])
  })
  afterAll(async () => {
    await app?.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })

  test('a file on the command line is looked into as the window opens', previewed)

  test('a second instance hands its files over and gives way', async () => {
    const second = HostedApp.launch({ ...options(), files: [corpus] })
    expect(await second.exited).toBe(0)
    await previewed()
    expect((await app.report()).windows).toBe(1)
  })

  test('the menu opens files by a dialog, and what was imported is in its list of recent ones', async () => {
    await app.menu('File', 'Open Corpus…')
    expect(await app.chooseFiles()).toMatchObject({ properties: ['openFile', 'multiSelections'] })
    await app.menu('File', 'Open Corpus…')
    await app.chooseFiles(corpus)
    await at('preview-import').click()
    await at('corpus-row').waitFor({ timeout: 30_000 })
    await app.menu('File', 'Open Recent', 'restaurant.txt')
    await previewed()
    await app.openFile(corpus)
    await previewed()
  })

  test('the menu leads to the places, the commands and the keys', async () => {
    await app.menu('View', 'Compare')
    await expect.poll(() => page.url()).toContain('#/compare')
    await app.menu('View', 'Commands…')
    await at('palette-query').waitFor()
    await app.menu('Help', 'Keyboard Shortcuts')
    await at('shortcut-sheet').waitFor()
    await at('palette-query').waitFor({ state: 'detached' })
    expect(await app.labels('Help')).toContain('About Plenum')
  })

  test('About shows the verdict of each file of reference figures', { timeout: 120_000 }, async () => {
    await app.menu('Help', 'About Plenum')
    await at('self-test').click()
    await at('parity').waitFor({ timeout: 100_000 })
    const verdicts = await at('parity')
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-verdict')))
    expect(verdicts.length).toBeGreaterThanOrEqual(14)
    expect(new Set(verdicts)).toEqual(new Set(['passed']))
    await page.keyboard.press('Escape')
  })

  test.runIf(process.platform === 'linux')(
    'a page whose process crashed is loaded anew where it was, and the lab never notices',
    async () => {
      const lab = labsOf(app.child.pid ?? 0)
      await app.menu('File', 'New Experiment')
      await at('objective-dg').check()
      await at('setting-epochs').fill('7')
      const crash = async () => {
        const session = await page.context().newCDPSession(page)
        const crashed = page.waitForEvent('crash')
        // Never answered: the process that would answer is gone.
        session.send('Page.crash').catch(() => {})
        await crashed
      }
      /** Whoever watched the dead page has to look for the new one. */
      const asBefore = async () => {
        page = await windowAgain(await app.endpoint())
        page.setDefaultTimeout(20_000)
        await at('setting-epochs').waitFor()
        expect(new URL(page.url()).hash).toBe('#/experiment')
        expect(await at('setting-epochs').inputValue()).toBe('7')
        expect(await at('objective-dg').isChecked()).toBe(true)
        await expect.poll(() => at('start-runs').isEnabled()).toBe(true)
      }
      await crash()
      await asBefore()
      await crash()
      expect(await app.press('Load it again')).toMatchObject({ type: 'error', message: 'The window stopped working again.' })
      await asBefore()
      expect((await app.report()).windows).toBe(1)
      expect(labsOf(app.child.pid ?? 0)).toEqual(lab)
    },
  )

  test('the window opens again where it was', async () => {
    await app.arrange({ x: 100, y: 60, width: 1200, height: 780 })
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1200)
    expect(await app.quit()).toBe(0)
    await launch()
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1200, 780])
  })
})
