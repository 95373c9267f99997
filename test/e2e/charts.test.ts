import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barePictures, filesOf } from './chart-files'
import { writeCorpus } from './corpus-file'
import type { OpenDoor } from './door'
import { serverDoor } from './server-door'

const CLI = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')
const SMALL = ['--preset', 'tiny', '--set', 'train_limit=300', 'embedding=16', 'hidden=32']

/** Where charts are, how one comes there, and the charts that must be there, by their titles; live charts and curves have more. */
const PLACES: { name: string; open: string[]; charts: string[] }[] = [
  {
    name: 'corpora',
    open: ['nav-corpora'],
    charts: [
      'Sizes of the splits',
      'Sentence lengths',
      'Vocabulary coverage',
      'Duplicates and leakage',
      'Unknown words',
      'Label balance, 2',
    ],
  },
  { name: 'live charts', open: ['nav-runs', 'runs-view Curves'], charts: ['Loss nats', 'KL nats', 'MI nats', 'Gradient norm'] },
  { name: 'health', open: ['nav-runs', 'runs-view Health'], charts: ['Health plane'] },
  { name: 'dimensions', open: ['nav-runs', 'runs-view Dimensions'], charts: ['Aggregated posterior by dimension'] },
  { name: 'a run', open: ['nav-runs', 'run-name'], charts: ['ROUGE-L F along interpolations'] },
  { name: 'comparison, table', open: ['nav-compare', 'compare-views Table'], charts: [] },
  { name: 'curves', open: ['nav-compare', 'compare-views Curves'], charts: ['Loss nats', 'Rec nats', 'KL nats', 'AU units'] },
  { name: 'trade-off', open: ['nav-compare', 'compare-views Trade-off'], charts: ['Joint KL against MI'] },
  { name: 'latent space', open: ['nav-compare', 'compare-views Latent space'], charts: ['Aggregated posterior'] },
  { name: 'race', open: ['nav-compare', 'compare-views Race'], charts: ['Aggregated posteriors', 'Who led, epoch by epoch', 'CU units'] },
]

describe('every chart of every place', () => {
  let home: string
  let app: OpenDoor
  const at = (id: string) => app.page.getByTestId(id)

  async function plenum(...words: string[]): Promise<void> {
    await promisify(execFile)(process.execPath, [CLI, ...words, '--home', home])
  }
  async function go(step: string): Promise<void> {
    const [id, ...name] = step.split(' ')
    if (name.length > 0)
      await at(id)
        .getByRole('radio', { name: name.join(' '), exact: true })
        .click()
    else await at(id).first().click()
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plenum-charts-'))
    await plenum('import', writeCorpus(home, 'restaurant.txt'), '--name', 'restaurant')
    await plenum('train', '--corpus', 'restaurant', ...SMALL, '--objective', 'vae', 'dg', '--race', '--epochs', '2')
    await plenum('evaluate', '#1', '#2', '--text')
    app = await serverDoor.open(home)
    app.page.setDefaultTimeout(20_000)
  }, 240_000)
  afterAll(async () => {
    await app?.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })

  /** The themes take turns: a picture is in the one in use. */
  const grounds = { light: 'rgb(255, 255, 255)', dark: 'rgb(20, 22, 26)' } as const

  test.each(PLACES.map((place, i) => ({ ...place, theme: i % 2 === 0 ? ('light' as const) : ('dark' as const) })))(
    'is to be had as PNG, as SVG and as a table, in the theme in use: $name, $theme',
    async ({ name, open, charts, theme }) => {
      const { page } = app
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      for (const step of open) await go(step)
      const shown = (name === 'a run' ? page.getByRole('dialog') : page).locator('[data-chart]')
      const titles = async () => (await shown.locator('h3').allInnerTexts()).map((title) => title.trim())
      await expect.poll(titles).toEqual(expect.arrayContaining(charts))
      // All are drawn, and none waits for something that will not come.
      await expect.poll(() => shown.locator('[data-testid=chart-menu]:disabled').count(), { timeout: 60_000 }).toBe(0)
      expect(await barePictures(page)).toEqual([])

      const names: string[] = []
      for (const [i, title] of (await titles()).entries()) {
        const { png, svg, table, names: own } = await filesOf(page, shown.nth(i))
        const label = title.replaceAll(/\s+/g, ' ')
        for (const file of own) expect(file, label).toMatch(/^[\p{Letter}\p{Number}-]+\.(png|svg|csv)$/u)
        names.push(...own)
        expect(svg.texts[0], label).toContain(title.split(' ')[0])
        expect(svg.unreadable, label).toEqual([])
        expect([svg.ground, png.ground], label).toEqual([grounds[theme], grounds[theme]])
        expect(svg.shapes, label).toBeGreaterThan(2)
        expect(png.unwritten, label).toEqual([])
        expect(png.colours, label).toBeGreaterThan(8)
        expect([png.width, png.height], label).toEqual([2 * svg.width, 2 * svg.height].map(Math.round))
        expect(table.columns, label).toBeGreaterThan(1)
        expect(table.rows, label).toBeGreaterThan(0)
      }
      expect(new Set(names).size).toBe(names.length)
      if (name === 'a run') await page.keyboard.press('Escape')
    },
  )
})
