import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHROMIUM_FLAGS, chromiumPath } from '../host/chromium'
import { startServer } from './server-door'

let home: string
let server: { child: ChildProcess; address: string }
let browser: Browser

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'plenum-e2e-server-'))
  server = await startServer(home)
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS })
})
afterAll(async () => {
  await browser?.close()
  server?.child.kill('SIGTERM')
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

test('the token leaves the address bar and no script can read the cookie', async () => {
  const page = await browser.newPage()
  await page.goto(server.address)
  await page.getByTestId('drop-zone').waitFor()
  expect(page.url()).not.toContain('token')
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect(await page.context().cookies()).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }])
  await page.context().close()
})

test('without the token there is no window', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const response = await page.goto(new URL('/', server.address).href)
  expect(response?.status()).toBe(401)
  await context.close()
})

test("another site's page, in the very browser that has the cookie, reaches neither the lab nor its answers", async () => {
  const context = await browser.newContext()
  const own = await context.newPage()
  await own.goto(server.address)
  const { port } = new URL(server.address)
  const foreign = await context.newPage()
  await foreign.route('http://site.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>foreign</title>' }))
  await foreign.goto('http://site.example/')
  const outcome = await foreign.evaluate(async (lab) => {
    const socket = new WebSocket(`ws://127.0.0.1:${lab}/lab`)
    const opened = await new Promise((resolve) => {
      socket.onopen = () => resolve('opened')
      socket.onerror = () => resolve('refused')
    })
    const read = await fetch(`http://127.0.0.1:${lab}/`, { credentials: 'include' }).then(
      () => 'read',
      () => 'refused',
    )
    return { opened, read }
  }, port)
  expect(outcome).toEqual({ opened: 'refused', read: 'refused' })
  await context.close()
})
