import { type ChildProcess, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM_FLAGS, chromiumPath } from '../host/chromium'
import { HostedApp } from '../host/launch'
import { writeCorpus } from './corpus-file'
import { dropByChromium, middle } from './door'
import { labsOf } from './processes'
import { startServer } from './server-door'
import { windowOf } from './stand-in-door'
import { longTraining } from './training'

/** Enough for the lab to die among them and for the window to be closed on the rest, which is over soon. */
const SOME_EPOCHS = '60'

/** Imports a dropped corpus and starts one run on it; waits until its first epoch has ended. */
async function trainOne(page: Page, drop: (paths: string[]) => Promise<void>, home: string, epochs?: string): Promise<void> {
  const at = (id: string) => page.getByTestId(id)
  await at('drop-zone').waitFor()
  await drop([writeCorpus(home, 'restaurant.txt')])
  await at('preview-import').click()
  await at('corpus-row').waitFor({ timeout: 30_000 })
  await at('nav-experiment').click()
  await at('objective-vae').setChecked(true)
  await longTraining(page, { epochs })
  await at('start-runs').click()
  await expect.poll(() => at('run-row').innerText(), { timeout: 90_000, interval: 100 }).toMatch(/epoch [1-9]\d* of/)
}

const stateOf = (page: Page) => page.getByTestId('run-row').getAttribute('data-state')

describe.runIf(process.platform === 'linux')('the lab dies while a run trains', () => {
  let home: string
  let browser: Browser | undefined

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'plenum-bad-days-'))
  })
  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))

  describe('behind the desktop', () => {
    let app: HostedApp
    let page: Page
    const at = (id: string) => page.getByTestId(id)

    beforeAll(async () => {
      app = HostedApp.launch({ home: join(home, 'desktop'), userData: join(home, 'electron') })
      browser = await chromium.connectOverCDP(await app.endpoint())
      page = await windowOf(browser)
      page.setDefaultTimeout(20_000)
    })
    afterAll(async () => {
      if ((await app.quit()) !== 0) throw new Error(`The app ended badly: ${app.words}`)
    })

    test('the window says so, the lab comes back, and the run goes on when it is asked to', { timeout: 240_000 }, async () => {
      await trainOne(page, async (paths) => app.drop(paths, (await middle(page)).x, (await middle(page)).y), home, SOME_EPOCHS)
      await expect.poll(async () => (await app.report()).progress?.share, { timeout: 20_000 }).toBeGreaterThan(0)

      const [lab] = labsOf(app.child.pid ?? 0)
      execFileSync('kill', ['-9', String(lab)])
      await at('lab-lost').waitFor()
      expect(await at('lab-lost').innerText()).toContain('It is being started again.')
      await at('lab-lost').waitFor({ state: 'detached', timeout: 20_000 })
      expect(labsOf(app.child.pid ?? 0)).not.toContain(lab)

      await at('interrupted').waitFor({ timeout: 20_000 })
      await at('resume-interrupted').click()
      await at('interrupted').waitFor({ state: 'detached' })
      await expect.poll(() => stateOf(page), { timeout: 20_000 }).toMatch(/queued|running/)
    })

    test('the window asks before it closes on a run in training, and stays if so wished', async () => {
      await expect.poll(() => stateOf(page), { timeout: 20_000 }).toBe('running')
      await expect.poll(async () => (await app.report()).progress).not.toBeNull()
      await app.closeWindow()
      const asked = await app.press('Keep training')
      expect(asked).toMatchObject({ message: 'A run is training.', buttons: ['Quit', 'Keep training'], defaultId: 1 })
      expect((await app.report()).windows).toBe(1)
    })

    test('one who looks elsewhere is told of the end, and a click leads to the run', { timeout: 240_000 }, async () => {
      await app.leave()
      await expect.poll(() => stateOf(page), { timeout: 180_000, interval: 500 }).toBe('finished')
      await expect.poll(async () => (await app.report()).notifications.map(({ title }) => title)).toContain('VAE: finished')
      expect((await app.report()).progress).toBeNull()
      await at('nav-corpora').click()
      await app.clickNotification('VAE: finished')
      await expect.poll(() => page.url()).toContain('/runs?run=')
      expect((await app.report()).focused).toBe(true)
      await page.keyboard.press('Escape')
    })

    test('a store that is gone is built anew once it may be, and the run is there as it was', { timeout: 60_000 }, async () => {
      const folder = join(home, 'desktop')
      const [run] = readdirSync(join(folder, 'runs'))
      await expect.poll(() => readFileSync(join(folder, 'runs', run, 'run.json'), 'utf8'), { timeout: 20_000 }).toContain('"finished"')
      const before = await at('run-row').innerText()
      for (const tail of ['', '-wal', '-shm']) rmSync(join(folder, `plenum.db${tail}`), { force: true })
      execFileSync('kill', ['-9', String(labsOf(app.child.pid ?? 0)[0])])
      const asked = await app.press('Build it anew')
      expect(asked).toMatchObject({
        message: 'The store of runs and corpora is lost.',
        detail: expect.stringContaining('is missing or empty'),
      })
      await at('lab-lost').waitFor({ state: 'detached', timeout: 20_000 })
      expect(await stateOf(page)).toBe('finished')
      expect(await at('run-row').innerText()).toBe(before)
    })
  })

  describe('with the server that carries it', () => {
    let server: { child: ChildProcess; address: string }
    let own: Browser
    let page: Page
    const at = (id: string) => page.getByTestId(id)

    beforeAll(async () => {
      server = await startServer(join(home, 'server'))
      own = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS })
      page = await own.newPage({ viewport: { width: 1440, height: 900 } })
      page.setDefaultTimeout(20_000)
      await page.goto(server.address)
    })
    afterAll(async () => {
      await own?.close()
      const { child } = server
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    })

    test('the window says what to do, finds the new server by itself, and offers to resume', { timeout: 240_000 }, async () => {
      await trainOne(page, (paths) => dropByChromium(page, paths), home)
      await expect.poll(() => page.title()).toMatch(/^\d+ % – Runs · Plenum$/)
      server.child.kill('SIGKILL')
      await at('lab-lost').waitFor()
      expect(await at('lab-lost').innerText()).toContain('plenum serve')

      const { port } = new URL(server.address)
      const again = await startServer(join(home, 'server'), Number(port))
      expect(again.address).toBe(server.address)
      server = again
      await at('lab-lost').waitFor({ state: 'detached', timeout: 20_000 })
      await at('interrupted').waitFor({ timeout: 20_000 })
      await at('resume-interrupted').click()
      await expect.poll(() => stateOf(page), { timeout: 30_000 }).toBe('running')
    })
  })
})
