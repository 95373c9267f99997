import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { node24, ROOT } from '../bootstrap.mjs'
import { framesOf, round } from './frames.mjs'
import { disturbance, rendererBytes, watchOthers } from './machine.mjs'
import { compareMany } from './comparison.mjs'
import { painted, pressed } from './opening.mjs'

/**
 * The built server on a data folder of many runs (see scripts/make-store.mjs) in a browser that has never seen it: how soon the list of
 * runs is there, how it scrolls, what comparing takes, and the memory of the page's process at the end. `ready`: called once the server runs.
 */
export async function measureStore(browser, viewport, home, seconds, ready) {
  const server = await serve(home)
  try {
    ready()
    const others = watchOthers()
    const started = await openedAt(browser, viewport, server.address)
    const empty = await openedAt(browser, viewport, server.address)
    const page = await browser.newPage({ viewport })
    await page.goto(`${server.address}#/corpora`)
    await page.getByTestId('nav-runs').waitFor()
    await page.waitForTimeout(1000)
    const open = () => pressed(page, '[data-testid=run-row]', () => page.getByTestId('nav-runs').click())
    const first = await open()
    await page.waitForTimeout(1000)
    await page.getByTestId('nav-corpora').click()
    await page.waitForTimeout(1000)
    const again = await open()
    const disturbed = disturbance(others())
    await page.waitForTimeout(2000)
    const list = page.getByTestId('run-list')
    const box = await list.boundingBox()
    await page.mouse.move(box.x + 100, box.y + 300)
    const scrolled = await framesOf(page, seconds, async () => {
      await page.mouse.wheel(0, 240)
      await page.waitForTimeout(16)
    })
    const opening = {
      name: 'opening',
      runs: await list.getAttribute('aria-rowcount'),
      'from an empty page, the lab just started, ms': started,
      'from an empty page, ms': empty,
      'from another place, ms': first,
      'from another place again, ms': again,
      'other programs': disturbed,
    }
    const compared = await compareMany(page, seconds)
    const session = await page.context().newCDPSession(page)
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    const { now, most } = rendererBytes()
    const memory = {
      name: 'memory',
      'heap, MB': round(usedSize / 1e6),
      'process of the page, MB': round(now / 1e6),
      'at most, MB': round(most / 1e6),
    }
    return [opening, { name: 'scrolling the list', ...scrolled }, ...compared, memory]
  } finally {
    server.stop()
  }
}

/** How soon the list is there in a browser with an empty cache, from the address; the page is closed again. */
async function openedAt(browser, viewport, address) {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  await page.goto(`${address}#/runs`)
  const ms = await painted(page, '[data-testid=run-row]')
  await page.waitForTimeout(1000)
  await context.close()
  return ms
}

/** Starts the built server; its address once it listens. */
async function serve(home) {
  const program = join(ROOT, 'out/main/server.js')
  if (!existsSync(program)) throw new Error('Build first: npm run build.')
  const server = spawn(node24(), [program, '--port', '0'], {
    env: { ...process.env, PLENUM_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise((resolve, reject) => {
    let said = ''
    server.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
      const found = /http:\/\/\S+/.exec(said)
      if (found) resolve(found[0])
    })
    server.once('exit', (code) => reject(new Error(`The server ended with code ${code}.`)))
  })
  return { address, stop: () => server.kill('SIGTERM') }
}
