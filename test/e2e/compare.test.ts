import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCorpus } from './corpus-file'
import type { Door, OpenDoor } from './door'
import { serverDoor } from './server-door'
import { standInDoor } from './stand-in-door'

const CLI = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')
/** Two races of two objectives, as small as they go: what is shown is measured elsewhere. */
const EXPERIMENT = ['--preset', 'tiny', '--objective', 'vae', 'dg', '--seed', '1', '2', '--race', '--epochs', '3']
const SMALL = ['--set', 'train_limit=300', 'embedding=16', 'hidden=32']
const RUNS = ['#1', '#2', '#3', '#4']

let home: string
/** What the command line says of the same runs. */
const said: Record<string, string> = {}

async function plenum(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...words, '--home', home], { maxBuffer: 2 ** 24 })
  return stdout
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'plenum-e2e-compare-'))
  await plenum('import', writeCorpus(home, 'restaurant.txt'), '--name', 'restaurant')
  await plenum('train', '--corpus', 'restaurant', ...EXPERIMENT, ...SMALL)
  for (const format of ['latex', 'markdown', 'csv'])
    said[format] = await plenum('compare', ...RUNS, '--published', '--intervals', `--${format}`)
}, 240_000)
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))

const doors: Door[] = [standInDoor, serverDoor]

describe.each(doors)('the comparison through the door: $name', (door) => {
  let app: OpenDoor
  const faults: string[] = []
  const at = (id: string) => app.page.getByTestId(id)
  const go = (place: string) => app.page.getByRole('radio', { name: place, exact: true }).click()

  function watch(page: Page): void {
    page.setDefaultTimeout(20_000)
    page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`)
    })
  }

  beforeAll(async () => {
    app = await door.open(home)
    watch(app.page)
    await at('nav-compare').click()
    await at('results-row').first().waitFor()
  })
  afterAll(() => app?.close())

  test('the seeds of a method are one row that unfolds, with mean and deviation', async () => {
    expect(await at('results-row').count()).toBe(2)
    expect(await at('results-row').first().innerText()).toMatch(/2 seeds[^]*−\d+\.\d\d\s*± \d+\.\d\d/)
    await at('unfold').first().click()
    expect(await at('seed-row').allInnerTexts()).toEqual([expect.stringContaining('seed 1'), expect.stringContaining('seed 2')])
    await at('unfold').first().click()
  })

  test('a copy is word for word what the command line writes', async () => {
    await app.page.evaluate(() => {
      document.addEventListener('copy', () => {
        ;(window as { copied?: string }).copied = (document.activeElement as HTMLTextAreaElement).value
      })
    })
    for (const [format, text] of Object.entries(said)) {
      await at('copy-menu').click()
      await at(`copy-${format}`).click()
      // A field of the page has line feeds alone.
      expect(await app.page.evaluate(() => (window as { copied?: string }).copied), format).toBe(text.replaceAll('\r\n', '\n'))
    }
  })

  test('rows are sorted and narrowed, columns chosen and widened, and all that is remembered', async () => {
    const head = (column: string) => app.page.locator(`thead [data-column=${column}]`)
    const first = async () => (await at('results-row').first().locator('.link').innerText()).trim()
    await head('name').getByRole('button').click()
    expect(await first()).toBe('DG-VAE |b| = 32')
    await head('name').getByRole('button').click()
    expect(await first()).toBe('VAE')
    await at('column-menu').click()
    await app.page.locator('.column-menu [data-column=elbo] input').check()
    await app.page.keyboard.press('Escape')
    const grip = head('kl').getByRole('separator')
    const width = Number(await grip.getAttribute('aria-valuenow'))
    const box = await grip.boundingBox()
    if (!box) throw new Error('The edge of the column is not to be seen.')
    await app.page.mouse.move(box.x + box.width / 2, box.y + 20)
    await app.page.mouse.down()
    await app.page.mouse.move(box.x + box.width / 2 + 40, box.y + 20, { steps: 4 })
    await app.page.mouse.up()
    expect(Number(await grip.getAttribute('aria-valuenow'))).toBe(width + 40)
    await at('compare-search').fill('dg')
    await expect.poll(() => at('results-row').count()).toBe(1)
    await app.page.reload()
    await at('nav-compare').click()
    await expect.poll(() => at('results-row').count()).toBe(1)
    expect(await head('elbo').count()).toBe(1)
    expect(Number(await head('kl').getByRole('separator').getAttribute('aria-valuenow'))).toBe(width + 40)
    await at('widen').click()
    await expect.poll(() => at('results-row').count()).toBe(2)
  })

  test('every column of the paper is in a window of the smallest size, and what was widened beyond it is scrolled', async () => {
    const right = () => app.page.locator('thead [data-column=health]').evaluate((head) => head.getBoundingClientRect().right)
    const goesOn = () => app.page.locator('.edges.more').count()
    await at('column-menu').click()
    await app.page.locator('.column-menu [data-column=elbo] input').uncheck()
    await app.page.keyboard.press('Escape')
    await app.page.locator('thead [data-column=kl]').getByRole('separator').dblclick()
    await app.page.setViewportSize({ width: 1024, height: 700 })
    await expect.poll(right).toBeLessThanOrEqual(1024)
    expect(await goesOn()).toBe(0)
    const foot = () => at('results-scroller').evaluate((scroller) => scroller.getBoundingClientRect().bottom)
    expect(await foot()).toBeLessThan(700)
    for (const cell of await at('results-row').first().locator('td.number').all())
      expect(await cell.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0)
    const grip = app.page.locator('thead [data-column=au]').getByRole('separator')
    await grip.focus()
    for (let i = 0; i < 20; i++) await app.page.keyboard.press('ArrowRight')
    await expect.poll(goesOn).toBe(1)
    const name = app.page.locator('thead [data-column=name]')
    const left = () => name.evaluate((head) => head.getBoundingClientRect().left)
    const before = await left()
    await at('results-scroller').evaluate((scroller) => scroller.scrollTo({ left: 4000 }))
    await expect.poll(goesOn).toBe(0)
    expect(await left()).toBe(before)
    await grip.press('Enter')
    await app.page.setViewportSize({ width: 1440, height: 900 })
  })

  test('curves have a line a method, and one hairline and one window for all charts', async () => {
    await go('Curves')
    await expect.poll(() => at('overlay-kl').getAttribute('data-lines')).toBe('2')
    expect(await at('legend-entry').locator('.link').allInnerTexts()).toEqual(['VAE', 'DG-VAE, |b| = 32'])
    const plot = at('overlay-loss').locator('.plot')
    // A chart that is not drawn yet has no place for a hairline: the pointer moves on until it is.
    let x = 100
    const hairlines = async () => {
      await plot.hover({ position: { x: (x += 10), y: 80 } })
      return app.page.locator('.hairline').count()
    }
    await expect.poll(hairlines).toBeGreaterThan(1)
    await go('Runs')
    await expect.poll(() => at('overlay-kl').getAttribute('data-lines')).toBe('4')
    await go('Methods')
    await at('overlay-kl').getByTestId('chart-menu').click()
    await at('chart-table').click()
    // Three epochs of two methods, and the head.
    await expect.poll(() => at('chart-table-view').getAttribute('aria-rowcount')).toBe('7')
    await app.page.keyboard.press('Escape')
  })

  test('the trade-off marks its front and has published points where the paper prints both', async () => {
    await go('Trade-off')
    await expect.poll(() => at('trade-off').getAttribute('data-points')).toBe('2')
    expect(await app.page.locator('[data-point][data-front=true]').count()).toBeGreaterThan(0)
    await at('axis-x').selectOption('au')
    await at('axis-y').selectOption('cu_03')
    await expect.poll(() => app.page.locator('.published path').count()).toBe(2)
    await app.page.locator('[data-point]').first().focus()
    await app.page.keyboard.press('Enter')
    await app.page.getByRole('dialog').waitFor()
    await app.page.keyboard.press('Escape')
  })

  test('the figure of the latent spaces is a table of their centres, too', async () => {
    await go('Latent space')
    const stages = () => at('figure-column').evaluateAll((columns) => columns.map((column) => column.getAttribute('data-stage')))
    await expect.poll(stages, { timeout: 60_000 }).toEqual(['ready', 'ready', 'ready'])
    await at('latent-figure').getByTestId('chart-menu').click()
    await at('chart-table').click()
    // 130 sentences of the test split in three columns, and the head.
    await expect.poll(() => at('chart-table-view').getAttribute('aria-rowcount')).toBe('391')
    await app.page.keyboard.press('Escape')
  })

  test('a race stands side by side and goes back to its first epoch', async () => {
    await go('Race')
    await at('race-standings').waitFor()
    expect(await at('race-member').count()).toBe(2)
    expect(await at('race-choice').locator('option').count()).toBe(2)
    await at('race-posteriors').locator('image').first().waitFor()
    const values = () => at('race-standings').locator('[data-metric=loss] td').allInnerTexts()
    const last = await values()
    await at('race-epoch').fill('1')
    await app.page.getByText('Epoch 1 of 3').waitFor()
    expect(await values()).not.toEqual(last)
    await at('race-play').click()
    await app.page.getByText('Epoch 3 of 3').waitFor()
    expect(await values()).toEqual(last)
  })

  test('the page had nothing to complain about', () => expect(faults).toEqual([]))
})
