import { type ChildProcess, execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM_FLAGS, chromiumPath } from '../host/chromium'
import { faultsByLook, FLOATING, LOOKS } from './axe'
import { barePictures } from './chart-files'
import { writeCorpus } from './corpus-file'
import { covered } from './covered'
import { startServer } from './server-door'
import { longTraining } from './training'
import { EMPTY_VIEWS, type View, VIEWS } from './views'

const CLI = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')
/** Views with something to press at their foot, or in a dialog. */
const WITH_BUTTONS = [
  'experiment',
  'health, thresholds',
  'import preview',
  'corpora, delete',
  'bin, a question',
  'run, tag',
  'run, interpolation',
  'palette',
  'about',
]
const SMALL = ['--preset', 'tiny', '--set', 'train_limit=300', 'embedding=16', 'hidden=32']

describe('every page, view, dialog and menu', () => {
  let folder: string
  let browser: Browser
  let page: Page
  let server: { child: ChildProcess; address: string }
  const home = () => join(folder, 'lab')
  const at = (id: string) => page.getByTestId(id)

  async function plenum(...words: string[]): Promise<void> {
    await promisify(execFile)(process.execPath, [CLI, ...words, '--home', home()])
  }
  async function end({ child }: { child: ChildProcess }): Promise<void> {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  async function open(address: string): Promise<void> {
    await page.goto(address)
    await at('nav-runs').waitFor()
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plenum-views-'))
    browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    page.setDefaultTimeout(20_000)
    // Choosers of files are caught from now on: caught only while one is waited for, a busy page may open one before that is heard.
    page.on('filechooser', () => {})
    server = await startServer(join(folder, 'empty'))
  })
  afterAll(async () => {
    await browser?.close()
    server?.child.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })

  test('is without fault in every look where the lab is empty', async () => {
    await open(server.address)
    const faults: object[] = []
    for (const view of EMPTY_VIEWS) {
      await view.open(page)
      const found = await faultsByLook(page)
      if (Object.keys(found).length > 0) faults.push({ [view.name]: found })
    }
    expect(faults).toEqual([])
  })

  test('has something to show', { timeout: 240_000 }, async () => {
    await plenum('import', writeCorpus(folder, 'restaurant.txt'), '--name', 'restaurant')
    await plenum('train', '--corpus', 'restaurant', ...SMALL, '--objective', 'vae', 'dg', '--seed', '1', '2', '--race', '--epochs', '3')
    await plenum('train', '--corpus', 'restaurant', ...SMALL, '--objective', 'bn', '--epochs', '2')
    await end(server)
    server = await startServer(home())
    await open(server.address)
    await at('nav-runs').click()
    await at('run-row').first().focus()
    await page.keyboard.press('Delete')
    await at('notice-action').waitFor()
    await at('notices').getByRole('button', { name: 'Dismiss' }).click()
  })

  const view = (name: string): View => {
    const found = VIEWS.find((candidate) => candidate.name === name)
    if (!found) throw new Error(`There is no view "${name}".`)
    return found
  }
  /** What an earlier test that failed has left open. */
  async function tidy(): Promise<void> {
    for (let i = 0; i < 3 && (await page.locator(FLOATING).count()) > 0; i++) await page.keyboard.press('Escape')
  }

  test.each(VIEWS.map(({ name }) => name))('is without fault in every look: %s', async (name) => {
    await tidy()
    await view(name).open(page)
    expect(await faultsByLook(page)).toEqual({})
    expect(await barePictures(page), 'pictures that cannot be saved').toEqual([])
    await view(name).leave?.(page)
  })

  test('keeps its buttons clear of notices, in a small window', async () => {
    await tidy()
    await page.emulateMedia(LOOKS.light)
    await page.setViewportSize({ width: 1024, height: 700 })
    // A browser without a person denies notifications: that is said until it is dismissed.
    await view('appearance').open(page)
    await page.getByRole('menuitemcheckbox').click()
    await page.getByRole('menuitemcheckbox').click()
    await page.keyboard.press('Escape')
    await at('notice-fault').waitFor()
    await view('compare, copy').open(page)
    await at('copy-markdown').click()
    await at('notice-done').first().waitFor()
    await at('results-scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight))
    const bottom = (id: string) =>
      at(id)
        .last()
        .evaluate((element) => element.getBoundingClientRect().bottom)
    const top = () => at('notices').evaluate((element) => element.getBoundingClientRect().top)
    expect(await bottom('results-row')).toBeLessThanOrEqual(await top())
    for (const name of WITH_BUTTONS) {
      await view(name).open(page)
      expect(await covered(page), name).toEqual([])
      await view(name).leave?.(page)
    }
    await at('notice-fault').getByRole('button', { name: 'Dismiss' }).click()
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('is without fault while a run trains, while the lab is away, and when it is back', { timeout: 120_000 }, async () => {
    await tidy()
    await at('nav-experiment').click()
    await at('objective-vae').check()
    await longTraining(page)
    await expect.poll(() => at('start-runs').isEnabled()).toBe(true)
    await at('start-runs').click()
    await expect.poll(() => at('run-row').first().innerText(), { timeout: 60_000 }).toMatch(/epoch [1-9]/)
    expect(await faultsByLook(page)).toEqual({})
    await at('run-stop').first().click()
    await at('confirm').waitFor()
    expect(await faultsByLook(page)).toEqual({})
    await page.keyboard.press('Escape')
    const { port } = new URL(server.address)
    server.child.kill('SIGKILL')
    await at('lab-lost').waitFor()
    expect(await faultsByLook(page)).toEqual({})
    server = await startServer(home(), Number(port))
    await at('interrupted').waitFor({ timeout: 30_000 })
    expect(await faultsByLook(page)).toEqual({})
  })
})
