import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeCorpus } from './corpus-file'
import type { Door, OpenDoor } from './door'
import { serverDoor } from './server-door'
import { standInDoor } from './stand-in-door'
import { longTraining } from './training'

const CLI = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')
const doors: Door[] = [standInDoor, serverDoor]

describe.each(doors)('the life of runs through the door: $name', (door) => {
  let home: string
  let app: OpenDoor
  const faults: string[] = []
  let broken = false
  const at = (id: string) => app.page.getByTestId(id)
  const row = (id: string) => app.page.locator(`[data-testid=run-row][data-run="${id}"]`)
  const inState = (state: string) =>
    app.page
      .locator(`[data-testid=run-row][data-state=${state}]`)
      .evaluateAll((rows) => rows.map((each) => each.getAttribute('data-run') ?? ''))
  const stateOf = (id: string) => row(id).getAttribute('data-state')
  const fromMenu = async (id: string, action: string) => {
    await row(id).getByTestId('run-more').click()
    await at(`run-${action}`).last().click()
  }

  function watch(page: Page): void {
    page.setDefaultTimeout(20_000)
    page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`)
    })
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plenum-e2e-runs-'))
    await promisify(execFile)(process.execPath, [
      CLI,
      'import',
      writeCorpus(home, 'restaurant.txt'),
      '--name',
      'restaurant',
      '--home',
      home,
    ])
    app = await door.open(home)
    watch(app.page)
  })
  afterAll(async () => {
    await app?.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })
  beforeEach(({ skip }) => skip(broken, 'an earlier step failed'))
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail'
  })

  test('an experiment says what it will cost and the command that does the same, then queues its runs', async () => {
    await at('nav-experiment').click()
    await at('preset-tiny').check()
    await longTraining(app.page)
    await at('group-beta').click()
    await expect.poll(() => at('estimate').getAttribute('data-seconds'), { timeout: 30_000 }).toMatch(/^\d/)
    await at('show-command').click()
    expect(await at('command').innerText()).toContain(
      'plenum train --corpus restaurant --preset tiny --epochs 1000 --set decay_from=1000 train_limit=0',
    )
    await at('start-runs').click()
    await expect.poll(() => at('run-row').count(), { timeout: 20_000 }).toBe(6)
    await expect.poll(async () => (await inState('queued')).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3)
  })

  test('waiting runs are moved by keys and by dragging, and keep the order', async () => {
    const waiting = await inState('queued')
    const last = waiting.at(-1) ?? ''
    await row(last).focus()
    for (let place = waiting.length - 2; place >= 0; place--) {
      await app.page.keyboard.press('Alt+ArrowUp')
      await expect.poll(async () => (await inState('queued')).indexOf(last), { timeout: 20_000 }).toBe(place)
    }
    const [, second, third] = await inState('queued')
    await row(third)
      .getByTestId('run-grip')
      .dragTo(row(second), { targetPosition: { x: 120, y: 4 } })
    const order = [last, third, second]
    await expect.poll(async () => (await inState('queued')).slice(0, 3), { timeout: 20_000 }).toEqual(order)
    await app.page.reload()
    await expect.poll(async () => (await inState('queued')).slice(0, 3), { timeout: 20_000 }).toEqual(order)
  })

  test('a run is paused and resumed', { timeout: 120_000 }, async () => {
    const [training] = await inState('running')
    await row(training).getByTestId('run-pause').click()
    await expect.poll(() => stateOf(training), { timeout: 60_000 }).toBe('paused')
    await row(training).getByTestId('run-resume').click()
    await expect.poll(() => stateOf(training), { timeout: 60_000 }).toMatch(/running|queued/)
  })

  test('several chosen runs go into the bin at once, come back with undo, and one by one from the bin', async () => {
    const waiting = await inState('queued')
    await row(waiting[0]).click({ position: { x: 200, y: 50 } })
    await row(waiting.at(-1) ?? '').click({ position: { x: 200, y: 50 }, modifiers: ['Shift'] })
    await at('chosen-remove').click()
    await expect.poll(async () => (await inState('queued')).filter((id) => waiting.includes(id)), { timeout: 20_000 }).toEqual([])
    await app.page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => at('run-row').count(), { timeout: 20_000 }).toBe(6)
    const [one, other] = waiting
    for (const id of [one, other]) await fromMenu(id, 'remove')
    await expect.poll(() => at('run-row').count(), { timeout: 20_000 }).toBe(4)
    await at('open-bin').click()
    await expect.poll(() => at('bin-row').count()).toBe(2)
    await app.page.locator(`[data-testid=bin-row][data-run="${one}"]`).getByTestId('bin-restore').click()
    await expect.poll(() => at('bin-row').count()).toBe(1)
    await at('bin-erase').click()
    await at('confirm').click()
    await at('bin-empty').waitFor()
    await app.page.keyboard.press('Escape')
    await expect.poll(() => at('run-row').count(), { timeout: 20_000 }).toBe(5)
  })

  // Training takes its time and is the lab's, whatever the door: once is enough.
  const once = test.runIf(door === serverDoor)
  once('a run is stopped with its best kept, trained longer, copied with another seed, and tagged', { timeout: 240_000 }, async () => {
    const [training] = await inState('running')
    await expect.poll(() => row(training).innerText(), { timeout: 120_000 }).toMatch(/epoch [1-9]/)
    // The others rest in the bin or are stopped, so that this one has the machine.
    for (const id of (await inState('queued')).filter((each) => each !== training)) await fromMenu(id, 'remove')
    for (const id of await inState('running')) {
      await row(id).getByTestId('run-stop').click()
      await at('confirm').click()
      await at('confirm').waitFor({ state: 'detached' })
    }
    await expect.poll(() => inState('running'), { timeout: 120_000, interval: 500 }).toEqual([])
    await expect.poll(() => stateOf(training), { timeout: 120_000, interval: 500 }).toBe('stopped')
    const [, done] = /epoch (\d+) of/.exec(await row(training).innerText()) ?? []
    await fromMenu(training, 'proceed')
    await at('proceed-epochs').fill('2')
    await at('proceed-confirm').click()
    await expect.poll(() => row(training).innerText(), { timeout: 30_000 }).toContain(`of ${Number(done) + 2}`)
    await expect.poll(() => stateOf(training), { timeout: 120_000, interval: 500 }).toBe('finished')
    await fromMenu(training, 'duplicate')
    await at('duplicate-seed').fill('7')
    await at('duplicate-confirm').click()
    await expect
      .poll(async () => (await at('run-row').allInnerTexts()).filter((said) => said.includes('seed 7\n') || said.endsWith('seed 7')).length)
      .toBe(1)
    await fromMenu(training, 'tag')
    await at('tag-field').fill('baseline, kept')
    await at('tag-confirm').click()
    await at('run-search').fill('baseline')
    await expect.poll(() => at('run-row').count()).toBe(1)
    expect(await at('run-row').getAttribute('data-run')).toBe(training)
    await at('run-search').fill('')
  })

  test('a chart is zoomed, saved as PNG and SVG, and seen as a table that is copied', async () => {
    const chart = at('chart-loss')
    const plot = chart.locator('.plot')
    /** Draws over the chart by hand, again where it was drawn anew meanwhile: it grows while a run trains. */
    const zoomed = async () => {
      const box = await plot.boundingBox()
      if (!box) return false
      await app.page.mouse.move(box.x + 90, box.y + 60)
      await app.page.mouse.down()
      await app.page.mouse.move(box.x + 200, box.y + 70, { steps: 4 })
      await app.page.mouse.up()
      return at('whole-axis').isVisible()
    }
    await expect.poll(zoomed).toBe(true)
    await plot.dblclick()
    await at('whole-axis').waitFor({ state: 'detached' })

    /** What is handed to the browser as a file, without its dialog. */
    await app.page.evaluate(() => {
      const saved: { name: string; blob: Blob }[] = []
      const blobs = new Map<string, Blob>()
      const make = URL.createObjectURL.bind(URL)
      URL.createObjectURL = (blob: Blob) => {
        const address = make(blob)
        blobs.set(address, blob)
        return address
      }
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        const blob = blobs.get(this.href)
        if (blob) saved.push({ name: this.download, blob })
      }
      Object.assign(window, { saved })
    })
    const savedAs = async (format: string) => {
      await chart.hover()
      await chart.getByTestId('chart-menu').click()
      await at(`chart-${format}`).click()
      const read = () =>
        app.page.evaluate(async () => {
          const { saved } = window as unknown as { saved: { name: string; blob: Blob }[] }
          const last = saved.at(-1)
          return last ? { name: last.name, type: last.blob.type, start: (await last.blob.text()).slice(0, 4000) } : null
        })
      await expect.poll(async () => (await read())?.name, { timeout: 20_000 }).toBe(`loss.${format}`)
      return read()
    }
    const svg = await savedAs('svg')
    expect(svg?.start).toMatch(/^<svg[^>]*>\n<title>Loss \(nats\)<\/title>/)
    const png = await savedAs('png')
    expect(png?.type).toBe('image/png')
    expect(png?.start.slice(1, 4)).toBe('PNG')

    await chart.hover()
    await chart.getByTestId('chart-menu').click()
    await at('chart-table').click()
    await at('chart-table-view').waitFor()
    expect(await at('chart-table-view').innerText()).toMatch(/Run\s+Part\s+Step[\s\S]+(batches|validation)/)
    // The button has the focus; by key, as a notice of an alarm may lie over it.
    await at('chart-table-copy').press('Enter')
    await app.page.getByText('Copied.').waitFor()
    await app.page.keyboard.press('Escape')
    await at('run-search').focus()
    await app.page.keyboard.press('ControlOrMeta+v')
    expect(await at('run-search').inputValue()).toContain('Run,Part,Step,Epoch,Seconds,"Loss, nats"')
    await at('run-search').fill('')
  })

  test('the health plane and the dimensions are there for a run of two epochs or more', { timeout: 120_000 }, async () => {
    await app.page.getByRole('radio', { name: 'Health', exact: true }).click()
    await expect.poll(async () => Number(await at('health-plane').getAttribute('data-points')), { timeout: 30_000 }).toBeGreaterThan(1)
    await app.page.getByRole('radio', { name: 'Dimensions', exact: true }).click()
    await expect.poll(() => at('dimension-grid').getAttribute('data-count'), { timeout: 30_000 }).toBe('8')
    await app.page.getByRole('radio', { name: 'Curves', exact: true }).click()
  })

  once('a click on what a run is found to be chooses the run, as anywhere in its row', async () => {
    const mark = app.page.locator('[data-testid=run-row][aria-selected=false] [data-health]').first()
    await mark.waitFor({ timeout: 120_000 })
    const id = await mark.evaluate((element) => element.closest<HTMLElement>('[data-run]')?.dataset.run)
    await app.page.locator(`[data-run="${id}"] [data-health]`).first().click()
    await expect.poll(() => row(id ?? '').getAttribute('aria-selected')).toBe('true')
  })

  test('what waits is deleted and what trains is stopped, so that the app may end without a question', { timeout: 180_000 }, async () => {
    for (const id of await inState('queued')) await fromMenu(id, 'remove')
    await expect.poll(() => inState('queued'), { timeout: 20_000 }).toEqual([])
    for (const id of await inState('running')) {
      await row(id).getByTestId('run-stop').click()
      await at('confirm').press('Enter')
      await at('confirm').waitFor({ state: 'detached' })
    }
    await expect.poll(() => inState('running'), { timeout: 150_000, interval: 500 }).toEqual([])
  })

  test('the page had nothing to complain about', () => expect(faults).toEqual([]))
})
