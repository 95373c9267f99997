import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { build, preview } from 'vite'
import { ROOT } from '../bootstrap.mjs'
import { framesOf } from './frames.mjs'

/** The window with made-up runs: idle and with `count` of them streaming, each still and with a hairline that follows the pointer. */
export async function measureStreaming(browser, viewport, count, seconds) {
  const root = join(ROOT, 'test/renderer/preview')
  const outDir = join(ROOT, 'out/window-preview')
  const common = { configFile: false, root, logLevel: 'error' }
  await build({ ...common, plugins: [vue()], build: { outDir, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 8000 } })
  const server = await preview({ ...common, build: { outDir }, preview: { port: 20_000 + (process.pid % 20_000), host: '127.0.0.1' } })
  try {
    const rows = []
    for (const streaming of [0, count])
      rows.push(...(await measurePage(browser, viewport, server.resolvedUrls.local[0], streaming, seconds)))
    return rows
  } finally {
    server.httpServer.close()
  }
}

async function measurePage(browser, viewport, address, streaming, seconds) {
  const page = await browser.newPage({ viewport })
  await page.goto(`${address}?speed=0&streaming=${streaming}#/runs`)
  await page.getByTestId('run-row').first().waitFor()
  const hidden = page.locator('[data-testid=run-show][aria-pressed=false]')
  while ((await hidden.count()) > 0) await hidden.first().click()
  // The first points of all runs are read and every chart is drawn.
  await page.waitForTimeout(4000)
  const shown = await page.locator('[data-testid=run-show][aria-pressed=true]').count()
  const points = await page.getByTestId('chart-loss').getAttribute('data-points')
  const what = streaming === 0 ? 'idle' : `${streaming} runs streaming (${shown} shown, ${points} points of the loss)`
  const still = { name: what, ...(await framesOf(page, seconds)) }
  const plot = await page.getByTestId('chart-kl').locator('.plot').boundingBox()
  let turn = 0
  const moving = await framesOf(page, seconds, async () => {
    turn = (turn + 7) % (plot.width - 80)
    await page.mouse.move(plot.x + 50 + turn, plot.y + 60)
    await page.waitForTimeout(16)
  })
  await page.close()
  return [still, { name: `${streaming === 0 ? 'idle' : `${streaming} runs streaming`}, the hairline moving`, ...moving }]
}
