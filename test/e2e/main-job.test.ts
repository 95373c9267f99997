import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeCorpus } from './corpus-file'
import type { Door, OpenDoor } from './door'
import { electronDoor } from './electron-door'
import { serverDoor } from './server-door'
import { standInDoor } from './stand-in-door'

/** Runs are small here: the thesis itself is proved by .ci/run at the preset's own size. */
const EPOCHS = '6'
const TRAIN_LIMIT = '600'

const electron = electronDoor()
const doors: Door[] = [standInDoor, serverDoor, ...(electron ? [electron] : [])]

describe.each(doors)('the main job through the door: $name', (door) => {
  let home: string
  let app: OpenDoor
  let table: string[]
  const faults: string[] = []
  let broken = false
  const at = (id: string) => app.page.getByTestId(id)

  /** Anything the page complains about is a fault: a refused script, a broken request, an exception. */
  function watch(page: Page): void {
    page.setDefaultTimeout(20_000)
    page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`)
    })
  }

  /** Notes every number of points that the curve of the loss has from now on: training may be over before one has looked twice. */
  const noteCurve = () =>
    app.page.evaluate(() => {
      const curve: number[] = []
      Object.assign(window, { curve })
      new MutationObserver(() => {
        const points = Number(document.querySelector('[data-testid=chart-loss]')?.getAttribute('data-points') ?? 0)
        if (points !== curve.at(-1)) curve.push(points)
      }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-points'] })
    })

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plenum-e2e-'))
    app = await door.open(home)
    watch(app.page)
  })
  afterAll(async () => {
    await app?.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })

  // Each step stands on the one before: after a failure the rest would only wait in vain.
  beforeEach(({ skip }) => skip(broken, 'an earlier step failed'))
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail'
  })

  test('an empty lab shows a drop zone and one button', async () => {
    await at('drop-zone').waitFor()
    await at('start-thesis').waitFor()
  })

  test('a dropped file is previewed, then imported', async () => {
    await app.drop([writeCorpus(home, 'restaurant.txt')])
    await at('preview-import').waitFor()
    await app.page.getByText('the cook praised the soup today').first().waitFor()
    expect(await at('corpus-row').count()).toBe(0)
    await at('preview-import').click()
    await at('corpus-row').waitFor({ timeout: 30_000 })
    expect(await at('corpus-row').innerText()).toContain('restaurant')
  })

  test('VAE and DG-VAE are chosen on the tiny preset', async () => {
    await at('nav-experiment').click()
    for (const id of ['objective-vae', 'objective-dg']) await at(id).setChecked(true)
    await at('preset-tiny').check()
    await at('setting-epochs').fill(EPOCHS)
    await at('setting-train_limit').fill(TRAIN_LIMIT)
    await expect.poll(() => at('start-runs').isEnabled()).toBe(true)
  })

  test('a combination that makes no sense says why, and starts only without it', async () => {
    await at('objective-vmf').check()
    await at('join-vmf-cyclic').click()
    await at('choice-refused').waitFor()
    expect(await at('choice-refused').innerText()).toContain('would change nothing')
    expect(await at('start-missing').innerText()).toContain('would change nothing')
    expect(await at('start-runs').isDisabled()).toBe(true)
    await at('objective-vmf').uncheck()
    await expect.poll(() => at('start-runs').isEnabled()).toBe(true)
    await noteCurve()
    await at('start-runs').click()
    await at('nav-runs').click()
    await expect.poll(() => at('run-row').count()).toBe(2)
  })

  test('the curves move while they train', async () => {
    const moved = () => app.page.evaluate(() => (window as unknown as { curve: number[] }).curve)
    await expect.poll(async () => (await moved()).filter((points) => points > 0).length, { timeout: 60_000 }).toBeGreaterThan(1)
  })

  test('both runs finish', { timeout: 180_000 }, async () => {
    const states = () => at('run-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')))
    await expect.poll(states, { timeout: 150_000, interval: 500 }).toEqual(['finished', 'finished'])
  })

  test('the table and the figure have a row and a column for each', async () => {
    await at('nav-compare').click()
    await expect.poll(() => at('results-row').count(), { timeout: 10_000 }).toBe(2)
    table = await at('results-row').allInnerTexts()
    expect(table.join('\n')).toMatch(/VAE/)
    // Prior LL, posterior LL, PPL, KL, density gap, MI, AU, CU and joint KL: nine figures, none missing.
    for (const row of await at('results-row').all()) {
      const figures = (await row.locator('td').allInnerTexts()).filter((cell) => /^−?\d/.test(cell.trim()))
      expect(figures).toHaveLength(9)
    }
    await app.page.getByRole('radio', { name: 'Latent space' }).click()
    await expect.poll(() => at('figure-column').count(), { timeout: 10_000 }).toBe(2)
    const stages = () => at('figure-column').evaluateAll((columns) => columns.map((column) => column.getAttribute('data-stage')))
    await expect.poll(stages, { timeout: 60_000 }).toEqual(['ready', 'ready'])
    await app.page.getByRole('radio', { name: 'Table' }).click()
  })

  test('an interpolation between two sentences shows what lies between them', async () => {
    await at('results-row').last().getByRole('button').first().click()
    await at('tab-interpolate').click()
    await expect.poll(() => at('interpolation-point').count(), { timeout: 60_000 }).toBe(11)
    await at('interpolate-first').fill('the cook praised the zeppelin today')
    await at('interpolate').click()
    await at('interpolate-unknown').waitFor({ timeout: 60_000 })
    expect(await at('interpolate-unknown').innerText()).toContain('zeppelin')
    // ROUGE-L to either end is a share.
    for (const point of await at('interpolation-point').allInnerTexts()) expect(point).toMatch(/[01]\.\d\d\s+[01]\.\d\d\s*$/)
    await app.page.keyboard.press('Escape')
    await at('interpolation').waitFor({ state: 'detached' })
  })

  test('after a restart the runs are still there, with the same figures', async () => {
    await app.close()
    app = await door.open(home)
    watch(app.page)
    await at('nav-runs').click()
    await expect.poll(() => at('run-row').count(), { timeout: 10_000 }).toBe(2)
    await expect.poll(async () => Number(await at('chart-loss').getAttribute('data-points')), { timeout: 10_000 }).toBeGreaterThan(0)
    await at('nav-compare').click()
    await expect.poll(() => at('results-row').allInnerTexts(), { timeout: 10_000 }).toEqual(table)
  })

  test('a group of the paper is chosen with one click, thinned, started and taken back', { timeout: 180_000 }, async () => {
    await at('nav-experiment').click()
    await at('setting-epochs').fill(EPOCHS)
    await at('setting-train_limit').fill(TRAIN_LIMIT)
    await at('group-beta').click()
    await expect.poll(() => at('chosen').count()).toBe(6)
    for (const left of [5, 4, 3]) {
      await at('chosen').last().getByRole('button').click()
      await expect.poll(() => at('chosen').count()).toBe(left)
    }
    await expect.poll(() => at('start-runs').innerText()).toContain('Start 3 runs')
    await at('start-runs').click()
    await expect.poll(() => at('run-row').count(), { timeout: 10_000 }).toBe(5)
    const idsIn = (state: string) =>
      app.page
        .locator(`[data-testid=run-row][data-state=${state}]`)
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-run') ?? ''))
    const row = (id: string) => app.page.locator(`[data-testid=run-row][data-run="${id}"]`)
    for (const id of await idsIn('queued')) {
      await row(id).getByTestId('run-more').click()
      await app.page.getByRole('menuitem', { name: 'Delete' }).click()
      await row(id).waitFor({ state: 'detached' })
    }
    for (const id of await idsIn('running')) {
      await row(id).getByTestId('run-stop').click()
      await at('confirm').click()
      await at('confirm').waitFor({ state: 'detached' })
    }
    const moving = () => app.page.locator('[data-testid=run-row]:is([data-state=queued], [data-state=running])').count()
    await expect.poll(moving, { timeout: 120_000, interval: 200 }).toBe(0)
  })

  test('the page had nothing to complain about', () => expect(faults).toEqual([]))
})
