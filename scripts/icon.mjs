import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { Refusal, ROOT, run } from './bootstrap.mjs'
import { CHROMIUM_ADVICE, ensureChromium } from './chromium.mjs'

/** Draws resources/icon/icon.svg as the PNG of 1024 pixels from which electron-builder makes every platform's icon. */
run(async () => {
  const executablePath = ensureChromium()
  if (!executablePath) throw new Refusal(CHROMIUM_ADVICE)
  const folder = join(ROOT, 'resources', 'icon')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1024, height: 1024 } })
    await page.setContent(`<style>html, body { margin: 0; background: none }</style>${readFileSync(join(folder, 'icon.svg'), 'utf8')}`)
    writeFileSync(join(folder, 'icon.png'), await page.screenshot({ omitBackground: true }))
  } finally {
    await browser.close()
  }
})
