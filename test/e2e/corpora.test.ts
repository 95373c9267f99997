import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Door, OpenDoor } from './door'
import { electronDoor } from './electron-door'
import { serverDoor } from './server-door'
import { standInDoor } from './stand-in-door'
import { writeTable } from './table-file'

/** Longer than anything here should take, so that a busy machine fails nothing. */
const SOON = { timeout: 20_000 }

const electron = electronDoor()
const doors: Door[] = [standInDoor, serverDoor, ...(electron ? [electron] : [])]

describe.each(doors)('a corpus through the door: $name', (door) => {
  let home: string
  let input: string
  let app: OpenDoor
  let broken = false
  const faults: string[] = []
  const at = (id: string) => app.page.getByTestId(id)
  const rows = () => at('sentence-row').allInnerTexts()

  function watch(page: Page): void {
    page.setDefaultTimeout(20_000)
    page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
    page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`))
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plenum-e2e-'))
    input = mkdtempSync(join(tmpdir(), 'plenum-e2e-input-'))
    app = await door.open(home)
    watch(app.page)
  })
  afterAll(async () => {
    await app?.close()
    for (const folder of [home, input]) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })
  beforeEach(({ skip }) => skip(broken, 'an earlier step failed'))
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail'
  })

  test('a table with a bad line is refused with the line, and imported only without it', async () => {
    const path = join(input, 'torn.csv')
    writeFileSync(path, `text,label\n${'a good line,yes\nanother one,no\n'.repeat(20)}torn\n`)
    await at('drop-zone').waitFor()
    await app.drop([path])
    await app.page.getByText('torn.csv has 1 column in line 42 and 2 before it.').waitFor()
    expect(await at('preview-import').isDisabled()).toBe(true)
    await at('import-bad-lines').selectOption('leave-out')
    await app.page.getByText('1 line of torn.csv that cannot be read left out (the first is line 42).').waitFor()
    await expect.poll(() => at('preview-import').isEnabled(), SOON).toBe(true)
    await app.page.keyboard.press('Escape')
    await at('preview-import').waitFor({ state: 'detached' })
  })

  test('a gzipped CSV is read by its columns, and another column is taken instead', async () => {
    await app.drop([writeTable(input, 'reviews.csv.gz')])
    await at('preview-import').waitFor()
    expect(await at('preview-file').innerText()).toMatch(/gzip · UTF-8 · table, comma/)
    const chosen = () => app.page.locator('[data-testid=preview-column][aria-pressed=true]').innerText()
    expect(await chosen()).toMatch(/^headline/)
    await at('import-text-column').selectOption('remark')
    await expect.poll(chosen, SOON).toMatch(/^remark/)
    await at('import-tokeniser').selectOption('words')
    await at('import-lower-case').check()
    // The preview shows the sentence as it will be: the comma is a word of its own.
    await app.page.getByText('the bread , on evening 1 , was better than the soup').waitFor()
    await at('preview-name').fill('reviews')
    await expect.poll(() => at('preview-import').isEnabled(), SOON).toBe(true)
    await at('preview-import').click()
    await at('corpus-row').waitFor({ timeout: 30_000 })
    expect(await at('corpus-row').innerText()).toMatch(/reviews[\s\S]*600 sentences · 2 labels/)
  })

  test('its statistics are drawn, with duplicates, leaks and contradicting labels counted', async () => {
    for (const chart of ['lengths', 'coverage', 'repeats', 'unknown', 'labels']) await at(`chart-${chart}`).waitFor()
    expect(await at('chart-repeats').getAttribute('aria-label')).toMatch(/Test, also in train: [1-9]\d* · /)
    expect(await at('conflicts').innerText()).toContain('1 different sentence occurs with more than one label.')
  })

  test('the files are gone, and the sentences are still there', async () => {
    rmSync(join(input, 'reviews.csv.gz'))
    for (const batch of readdirSync(join(home, 'uploads'))) rmSync(join(home, 'uploads', batch), { recursive: true })
    await at('list-test-train').click()
    await expect.poll(() => at('sentence-browser').getAttribute('data-complete'), SOON).toBe('true')
    const listed = await rows()
    expect(listed.length).toBeGreaterThan(0)
    for (const row of listed) expect(row).toContain('we will come back')
    expect(await at('sentence-status').innerText()).toBe(`${listed.length} sentence${listed.length === 1 ? '' : 's'}`)
  })

  test('sentences are searched and read by the keyboard', async () => {
    await app.page.getByRole('button', { name: 'Clear all filters' }).click()
    await app.page.getByRole('radio', { name: 'Train' }).click()
    await at('sentence-search').fill('WINE , on')
    const fitting = async () => (await rows()).filter((row) => row.includes('the wine , on evening')).length / (await rows()).length
    await expect.poll(fitting, SOON).toBe(1)
    await at('sentence-search').press('Tab')
    while ((await app.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))) !== 'sentence-list')
      await app.page.keyboard.press('Tab')
    await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('ArrowDown')
    await expect.poll(() => at('sentence-reader').innerText(), SOON).toMatch(/No\. \d+ · (good|bad) · 12 words/)
    await app.page.keyboard.press('End')
    const total = Number(await at('sentence-browser').getAttribute('data-total'))
    await expect.poll(() => app.page.locator('[aria-selected=true]').getAttribute('aria-posinset'), SOON).toBe(String(total))
    await at('sentence-label').selectOption('good')
    await expect.poll(() => at('sentence-browser').getAttribute('data-total'), SOON).not.toBe(String(total))
    for (const row of await rows()) expect(row).toContain('good')
  })

  test('after a restart all of it is as it was; then it is deleted, once asked', async () => {
    await app.close()
    app = await door.open(home)
    watch(app.page)
    await at('nav-corpora').click()
    await at('corpus-row').click()
    await at('chart-coverage').waitFor()
    await at('delete-corpus').click()
    await at('confirm').click()
    await at('drop-zone').waitFor()
    await expect.poll(() => at('corpus-row').count(), SOON).toBe(0)
    await expect.poll(() => readdirSync(join(home, 'corpora')), SOON).toEqual([])
  })

  test('the page had nothing to complain about', () => expect(faults).toEqual([]))
})
