import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toChromium } from '../host/address'
import { HostedApp } from '../host/launch'
import { labsOf } from './processes'
import { windowOf } from './stand-in-door'

describe('the desktop app', () => {
  let home: string
  let app: HostedApp
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plenum-desktop-'))
    app = HostedApp.launch({ home, userData: join(home, 'electron') })
    browser = await chromium.connectOverCDP(await app.endpoint())
    page = await windowOf(browser)
    page.setDefaultTimeout(20_000)
    await page.getByTestId('drop-zone').waitFor()
  })
  afterAll(async () => {
    await app?.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })

  test('the page has the bridge and nothing of Node or Electron', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((window as { plenum?: object }).plenum ?? {}).sort(),
      frozen: Object.isFrozen((window as { plenum?: object }).plenum),
      others: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
    }))
    expect(seen).toEqual({ bridge: ['door', 'onHost', 'onState', 'placeFiles', 'receive', 'send', 'tellHost'], frozen: true, others: [] })
  })

  test('a new window is refused', async () => {
    expect(await page.evaluate(() => window.open('https://example.invalid/new'))).toBeNull()
    await page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: 'https://example.invalid/link', target: '_blank' })
      document.body.append(link)
      link.click()
      link.remove()
    })
    await expect.poll(async () => (await app.report()).opened).toEqual(['https://example.invalid/new', 'https://example.invalid/link'])
    expect(browser.contexts()[0].pages()).toHaveLength(1)
  })

  /** The page is still the app's, and nothing was asked of the network. */
  async function stayed(): Promise<void> {
    expect(page.url()).toMatch(/^https:\/\/plenum\.app\.invalid\//)
    await page.getByTestId('drop-zone').waitFor()
    expect((await app.report()).network).toEqual([])
  }

  test.each(['https://example.invalid/away', 'app://elsewhere/'])('the page is not let go to %s', async (url) => {
    await page.evaluate((target) => void (location.href = target), toChromium(url))
    await expect.poll(async () => (await app.report()).refused).toContain(url)
    await stayed()
  })

  test('the page cannot go to a text of its own', async () => {
    // Chromium itself refuses it, and says so.
    const refusal = page.waitForEvent('console', (message) => message.text().includes('Not allowed to navigate top frame to data URL'))
    await page.evaluate(() => void (location.href = 'data:text/html,x'))
    await refusal
    await stayed()
  })

  test('nothing is fetched from elsewhere and no text is run as a script', async () => {
    const outcome = await page.evaluate(async () => {
      const fetched = await fetch('https://example.invalid/data').then(
        () => 'fetched',
        () => 'refused',
      )
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.head.append(script)
      // In a task of its own: what DevTools evaluates may itself evaluate.
      const evaluated = await new Promise((resolve) =>
        setTimeout(() => {
          try {
            resolve(new Function('return "evaluated"')())
          } catch {
            resolve('refused')
          }
        }),
      )
      return { fetched, evaluated, injected: 'injected' in window }
    })
    expect(outcome).toEqual({ fetched: 'refused', evaluated: 'refused', injected: false })
    expect((await app.report()).network).toEqual([])
  })

  test.each(['geolocation', 'notifications', 'midi', 'clipboard-read'])('%s is denied', async (name) => {
    const state = await page.evaluate(
      async (permission) => (await navigator.permissions.query({ name: permission as PermissionName })).state,
      name,
    )
    expect(state).toBe('denied')
  })

  test.each(['/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/..%5cmain%5cindex.js'])(
    'a path that climbs (%s) finds nothing',
    async (path) => {
      expect(await page.evaluate(async (target) => (await fetch(target)).status, path)).toBe(404)
    },
  )

  test('a second instance gives way to the first', async () => {
    const second = HostedApp.launch({ home, userData: join(home, 'electron') })
    expect(await second.exited).toBe(0)
    expect(browser.contexts()[0].pages()).toHaveLength(1)
  })

  test.runIf(process.platform === 'linux')('when the lab dies the window says so, and it comes back by itself', async () => {
    const [lab] = labsOf(app.child.pid ?? 0)
    execFileSync('kill', ['-9', String(lab)])
    await page.getByTestId('lab-lost').waitFor()
    await page.getByTestId('lab-lost').waitFor({ state: 'detached', timeout: 20_000 })
    expect(labsOf(app.child.pid ?? 0)).not.toContain(lab)
    await page.getByTestId('start-thesis').waitFor()
  })

  test('quitting ends the lab, too', async () => {
    const parent = app.child.pid ?? 0
    expect(await app.quit()).toBe(0)
    if (process.platform === 'linux') expect(labsOf(parent)).toEqual([])
  })
})
