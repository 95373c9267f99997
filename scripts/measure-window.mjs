// How fluid the window is: npm run bench:window [-- --store FOLDER] [-- --runs 10] [-- --seconds 15] [-- --json]
// Without --store: made-up runs stream at the lab's full rate into the real window in a real browser; frames, long tasks and the share of
// the main thread's time are measured, idle and streaming, still and with a moving pointer. With --store: the built server opens that
// data folder (see scripts/make-store.mjs), and the list of its runs and the window's memory are measured.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import vue from '@vitejs/plugin-vue'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'
import { ROOT, node24 } from './bootstrap.mjs'
import { findChromium } from './chromium.mjs'

const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    runs: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '15' },
    json: { type: 'boolean', default: false },
  },
})
const SECONDS = Number(values.seconds)
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']
const VIEW = { width: 1440, height: 900 }
/** A frame at 60 Hz, ms. */
const FRAME = 1000 / 60
/** So many runs are compared. */
const COMPARED = 50

const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
try {
  const rows = values.store ? [await openStore(values.store)] : await stream(Number(values.runs))
  const said = rows.map((row) =>
    Object.entries(row)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  )
  process.stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : `${said.join('\n\n')}\n`)
} finally {
  await browser.close()
}

/** Frames of a page for some seconds, while `meanwhile` goes on. */
async function frames(page, name, meanwhile = null) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const metric = async (wanted) => (await session.send('Performance.getMetrics')).metrics.find(({ name: known }) => known === wanted).value
  const before = { task: await metric('TaskDuration'), script: await metric('ScriptDuration') }
  const counting = page.evaluate(
    (ms) =>
      new Promise((resolve) => {
        const gaps = []
        const tasks = []
        const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
        observer.observe({ entryTypes: ['longtask'] })
        const start = performance.now()
        let last = start
        const tick = (now) => {
          gaps.push(now - last)
          last = now
          if (now - start < ms) requestAnimationFrame(tick)
          else {
            observer.disconnect()
            resolve({ gaps, tasks, ms: now - start })
          }
        }
        requestAnimationFrame(tick)
      }),
    SECONDS * 1000,
  )
  let over = false
  const busy = (async () => {
    while (meanwhile && !over) await meanwhile()
  })()
  const { gaps, tasks, ms } = await counting
  over = true
  await busy
  const task = (await metric('TaskDuration')) - before.task
  const script = (await metric('ScriptDuration')) - before.script
  const sorted = gaps.toSorted((a, b) => a - b)
  await session.detach()
  return {
    name,
    'frames/s': round((1000 * gaps.length) / ms),
    'dropped, %': round((100 * gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME) - 1), 0)) / (ms / FRAME)),
    'p99 gap, ms': round(sorted[Math.floor(sorted.length * 0.99)]),
    'longest gap, ms': round(sorted.at(-1)),
    'long tasks': tasks.length,
    'longest task, ms': round(Math.max(0, ...tasks)),
    'main thread, %': round((100_000 * task) / ms),
    'script, %': round((100_000 * script) / ms),
  }
}

async function stream(count) {
  const root = join(ROOT, 'test/renderer/preview')
  const outDir = join(ROOT, 'out/window-preview')
  const common = { configFile: false, root, logLevel: 'error' }
  await build({ ...common, plugins: [vue()], build: { outDir, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 8000 } })
  const server = await preview({ ...common, build: { outDir }, preview: { port: 20_000 + (process.pid % 20_000), host: '127.0.0.1' } })
  const address = server.resolvedUrls.local[0]
  try {
    const rows = []
    for (const streaming of [0, count]) {
      const page = await browser.newPage({ viewport: VIEW })
      await page.goto(`${address}?speed=0&streaming=${streaming}#/runs`)
      await page.getByTestId('run-row').first().waitFor()
      const hidden = page.locator('[data-testid=run-show][aria-pressed=false]')
      while ((await hidden.count()) > 0) await hidden.first().click()
      // The first points of all runs are read and every chart is drawn.
      await page.waitForTimeout(4000)
      const shown = await page.locator('[data-testid=run-show][aria-pressed=true]').count()
      const points = await page.getByTestId('chart-loss').getAttribute('data-points')
      const what = streaming === 0 ? 'idle' : `${streaming} runs streaming (${shown} shown, ${points} points of the loss)`
      rows.push(await frames(page, what))
      const plot = await page.getByTestId('chart-kl').locator('.plot').boundingBox()
      let turn = 0
      const move = async () => {
        turn = (turn + 7) % (plot.width - 80)
        await page.mouse.move(plot.x + 50 + turn, plot.y + 60)
        await page.waitForTimeout(16)
      }
      rows.push(await frames(page, `${streaming === 0 ? 'idle' : `${streaming} runs`}, the hairline moving`, move))
      await page.close()
    }
    return rows
  } finally {
    server.httpServer.close()
  }
}

async function openStore(home) {
  const program = join(ROOT, 'out/main/server.js')
  if (!existsSync(program)) throw new Error('Build first: npm run build.')
  const server = spawn(node24(), [program, '--port', '0'], {
    env: { ...process.env, PLENUM_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const address = await new Promise((resolve, reject) => {
      let said = ''
      server.stdout.setEncoding('utf8').on('data', (text) => {
        said += text
        const found = /http:\/\/\S+/.exec(said)
        if (found) resolve(found[0])
      })
      server.once('exit', (code) => reject(new Error(`The server ended with code ${code}.`)))
    })
    const page = await browser.newPage({ viewport: VIEW })
    await page.goto(address)
    await page.getByTestId('nav-runs').waitFor()
    // The place opens at once; its list is there when the first rows are.
    const opened = async () => {
      const start = performance.now()
      await page.getByTestId('nav-runs').click()
      await page.getByTestId('run-row').first().waitFor()
      return performance.now() - start
    }
    const first = await opened()
    await page.getByTestId('nav-corpora').click()
    const again = await opened()
    const reload = await page
      .evaluate(() => performance.now())
      .then(async () => {
        await page.reload()
        await page.getByTestId('run-row').first().waitFor()
        return page.evaluate(() => performance.now())
      })
    const list = page.getByTestId('run-list')
    const box = await list.boundingBox()
    await page.mouse.move(box.x + 100, box.y + 300)
    const scrolled = await frames(page, 'scrolling the list', async () => {
      await page.mouse.wheel(0, 240)
      await page.waitForTimeout(16)
    })
    const session = await page.context().newCDPSession(page)
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return {
      runs: await list.getAttribute('aria-rowcount'),
      'list opens, ms': round(first),
      'again, ms': round(again),
      'page from nothing to list, ms': round(reload),
      'scrolling, frames/s': scrolled['frames/s'],
      'longest gap, ms': scrolled['longest gap, ms'],
      ...(await compareMany(page)),
      'heap, MB': round(usedSize / 1e6),
      'renderer process, MB': round(rendererBytes() / 1e6),
    }
  } finally {
    server.kill('SIGTERM')
  }
}

/** How soon the table of all finished runs is there, how it scrolls, and how soon the curves and the plane of fifty runs are drawn. */
async function compareMany(page) {
  const timed = async (act, done) => {
    const start = performance.now()
    await act()
    await done()
    return round(performance.now() - start)
  }
  const place = (name) => page.getByRole('radio', { name, exact: true })
  const table = await timed(
    () => page.getByTestId('nav-compare').click(),
    () => page.getByTestId('results-row').first().waitFor(),
  )
  // Every run as a row.
  if (await place('Runs').count()) await place('Runs').click()
  const lines = await page.getByTestId('results-table').getAttribute('aria-rowcount')
  const box = await page.getByTestId('results-scroller').boundingBox()
  await page.mouse.move(box.x + 400, box.y + 300)
  const scrolled = await frames(page, 'scrolling the table', async () => {
    await page.mouse.wheel(0, 240)
    await page.waitForTimeout(16)
  })
  const sorted = await timed(
    () => page.locator('thead [data-column=mi] button').click(),
    () => page.locator('thead [data-column=mi][aria-sort=descending]').waitFor(),
  )
  // The first fifty are chosen as Shift does it.
  await page.getByTestId('results-scroller').evaluate((scroller) => scroller.scrollTo(0, 0))
  const row = (index) => page.locator(`[data-testid=results-row][aria-rowindex="${index + 2}"] input`)
  if (await page.getByTestId('show-published').isChecked()) await page.getByTestId('show-published').uncheck()
  await row(0).click()
  await page.getByTestId('results-scroller').evaluate((scroller, at) => scroller.scrollTo(0, at), 44 * (COMPARED - 8))
  await row(COMPARED - 1).click({ modifiers: ['Shift'] })
  const drawn = () =>
    page.waitForFunction(
      (count) => {
        const charts = [...document.querySelectorAll('[data-testid^=overlay-]')]
        return (
          charts.length > 0 &&
          charts.every((chart) => Number(chart.dataset.lines) === count) &&
          charts.some((chart) => chart.querySelector('canvas'))
        )
      },
      COMPARED,
      { polling: 'raf' },
    )
  const curves = await timed(() => place('Curves').click(), drawn)
  const plane = await timed(
    () => place('Trade-off').click(),
    () => page.locator(`[data-testid=trade-off][data-points="${COMPARED}"]`).waitFor(),
  )
  return {
    'comparison opens, ms': table,
    'its lines': lines,
    'scrolling it, frames/s': scrolled['frames/s'],
    'its longest gap, ms': scrolled['longest gap, ms'],
    'sorting it, ms': sorted,
    [`curves of ${COMPARED} runs, ms`]: curves,
    [`trade-off of ${COMPARED} runs, ms`]: plane,
  }
}

/** Resident memory of the largest renderer of a browser that this process started; 0 where the system does not tell. */
function rendererBytes() {
  if (process.platform !== 'linux') return 0
  const status = (pid, field) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  const descends = (pid) => {
    for (let at = pid; at > 1; at = status(at, 'PPid')) if (at === process.pid) return true
    return false
  }
  let most = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer') || !descends(Number(pid))) continue
      most = Math.max(most, 1024 * status(pid, 'VmRSS'))
    } catch {
      // It ended meanwhile.
    }
  }
  return most
}

function round(value) {
  return Math.round(value * 10) / 10
}
