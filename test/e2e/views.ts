import type { Locator, Page } from 'playwright-core'

/** A view of the window: how it comes to the eye from wherever one is, and how what it opened goes away again. */
export interface View {
  name: string
  open(page: Page): Promise<unknown>
  leave?(page: Page): Promise<unknown>
}

const at = (page: Page, id: string): Locator => page.getByTestId(id)
const radio = (page: Page, group: string, name: string) => at(page, group).getByRole('radio', { name, exact: true }).click()
const place = async (page: Page, name: string) => {
  await at(page, `nav-${name}`).click()
  await page.waitForURL(new RegExp(`#/${name}`))
}
const escape = async (page: Page) => {
  await page.keyboard.press('Escape')
  await page.locator('[role=dialog], [role=alertdialog], [role=menu]').first().waitFor({ state: 'detached' })
}
const row = (page: Page, state = 'finished') => page.locator(`[data-testid=run-row][data-state=${state}]`).first()

/** A dialog or menu, opened by a click; Escape closes it. */
const floating = (name: string, go: (page: Page) => Promise<unknown>, opener: (page: Page) => Locator): View => ({
  name,
  async open(page) {
    await go(page)
    await opener(page).click()
    await page.locator('[role=dialog], [role=alertdialog], [role=menu]').first().waitFor()
  },
  leave: escape,
})
/** What the menu of a finished run leads to. */
const ofRun = (action: string): View => ({
  name: `run, ${action}`,
  async open(page) {
    await place(page, 'runs')
    await row(page).getByTestId('run-more').click()
    await at(page, `run-${action}`).last().click()
    await page.getByRole('dialog').waitFor()
  },
  leave: escape,
})
const corpora = (page: Page) => place(page, 'corpora')
const experiment = (page: Page) => place(page, 'experiment')
const runs = async (page: Page, view = 'Curves') => {
  await place(page, 'runs')
  await radio(page, 'runs-view', view)
}
const compare = async (page: Page, view = 'Table') => {
  await place(page, 'compare')
  await radio(page, 'compare-views', view)
}
const panel = async (page: Page, tab: string) => {
  await runs(page)
  await row(page).getByTestId('run-name').click()
  await page.getByRole('tab', { name: tab }).click()
}
const sheet = (name: string, key: string): View => ({ name, open: (page) => page.keyboard.press(key), leave: escape })

/** Pages of a lab that holds nothing yet. */
export const EMPTY_VIEWS: readonly View[] = ['corpora', 'experiment', 'runs', 'compare'].map((name) => ({
  name: `${name}, empty`,
  open: (page) => place(page, name),
}))

const TABLE = `remark,verdict\n${'the soup was warm,good\nthe bread came late,bad\n'.repeat(40)}`

/** The preview of a file that is chosen in the browser's own dialog. */
const preview = (name: string, file: string, text: string): View => ({
  name,
  async open(page) {
    await corpora(page)
    const chooser = page.waitForEvent('filechooser')
    await page.keyboard.press('Control+o')
    await (await chooser).setFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(text) })
    await at(page, 'import-encoding').waitFor()
  },
  leave: escape,
})

/** Every page, further view, dialog, menu and sheet of a lab with a labelled corpus, a finished race and another run in the bin. */
export const VIEWS: readonly View[] = [
  { name: 'corpora', open: corpora },
  {
    name: 'corpora, sentences',
    async open(page) {
      await corpora(page)
      await radio(page, 'corpus-view', 'Sentences')
      await at(page, 'sentence-row').first().click()
    },
  },
  {
    name: 'corpora, no sentence fits',
    async open(page) {
      await corpora(page)
      await radio(page, 'corpus-view', 'Sentences')
      await at(page, 'sentence-search').fill('nothing of this kind')
      await page.getByText('No sentence matches.').first().waitFor()
    },
    async leave(page) {
      await at(page, 'sentence-search').fill('')
      await radio(page, 'corpus-view', 'Statistics')
    },
  },
  floating('corpora, menu of a chart', corpora, (page) => at(page, 'chart-menu').first()),
  {
    name: 'corpora, table of a chart',
    async open(page) {
      await corpora(page)
      await at(page, 'chart-menu').first().click()
      await at(page, 'chart-table').click()
      await at(page, 'chart-table-view').waitFor()
    },
    leave: escape,
  },
  floating('corpora, delete', corpora, (page) => at(page, 'delete-corpus')),
  floating('corpora, rename', corpora, (page) => page.getByRole('button', { name: 'Rename', exact: true })),
  preview('import preview', 'remarks.csv', TABLE),
  preview('import preview, a problem', 'torn.csv', `${TABLE}torn\n`),
  {
    name: 'experiment',
    async open(page) {
      await experiment(page)
      await at(page, 'group-beta').click()
      await at(page, 'advanced-settings').click()
      await at(page, 'show-command').click()
      await at(page, 'command').waitFor()
    },
  },
  {
    name: 'experiment, refused',
    async open(page) {
      await at(page, 'objective-vmf').check()
      await at(page, 'join-vmf-cyclic').click()
      await at(page, 'choice-refused').waitFor()
      await at(page, 'setting-epochs').fill('0')
    },
    leave: (page) => at(page, 'start-afresh').click(),
  },
  { name: 'runs', open: (page) => runs(page) },
  {
    name: 'runs, a chosen few',
    async open(page) {
      await runs(page)
      await row(page).focus()
      await page.keyboard.press('Control+a')
      await at(page, 'run-selection').waitFor()
    },
    leave: (page) => at(page, 'run-selection').getByRole('button').last().click(),
  },
  {
    name: 'runs, none fits',
    async open(page) {
      await runs(page)
      await at(page, 'run-search').fill('nothing of this kind')
      await page.getByText('No run', { exact: false }).first().waitFor()
    },
    leave: (page) => at(page, 'run-search').fill(''),
  },
  { name: 'runs, health', open: (page) => runs(page, 'Health') },
  floating(
    'health, thresholds',
    (page) => runs(page, 'Health'),
    (page) => at(page, 'edit-rules'),
  ),
  {
    name: 'runs, dimensions',
    async open(page) {
      await runs(page, 'Dimensions')
      await at(page, 'dimension-grid').waitFor()
    },
  },
  floating('runs, menu of a run', runs, (page) => row(page).getByTestId('run-more')),
  floating('runs, menu of a chart', runs, (page) => at(page, 'chart-loss').getByTestId('chart-menu')),
  {
    name: 'runs, table of a chart',
    async open(page) {
      await runs(page)
      await at(page, 'chart-loss').getByTestId('chart-menu').click()
      await at(page, 'chart-table').click()
      await at(page, 'chart-table-view').waitFor()
    },
    leave: escape,
  },
  floating('bin', runs, (page) => at(page, 'open-bin')),
  {
    name: 'bin, a question',
    async open(page) {
      await runs(page)
      await at(page, 'open-bin').click()
      await at(page, 'bin-erase').first().click()
      await at(page, 'confirm').waitFor()
    },
    async leave(page) {
      await page.keyboard.press('Escape')
      await at(page, 'confirm').waitFor({ state: 'detached' })
      await escape(page)
    },
  },
  ofRun('proceed'),
  ofRun('duplicate'),
  ofRun('tag'),
  ...['Overview', 'Reconstructions', 'Prior samples', 'Interpolation'].map((tab) => ({
    name: `run, ${tab.toLowerCase()}`,
    open: (page: Page) => panel(page, tab),
    leave: escape,
  })),
  {
    name: 'compare',
    async open(page) {
      await compare(page)
      await at(page, 'unfold').first().click()
      await at(page, 'seed-row').first().waitFor()
    },
  },
  floating('compare, columns', compare, (page) => at(page, 'column-menu')),
  floating('compare, copy', compare, (page) => at(page, 'copy-menu')),
  floating('compare, filter by objective', compare, (page) => at(page, 'facet-objective')),
  {
    name: 'compare, none fits',
    async open(page) {
      await compare(page)
      await at(page, 'compare-search').fill('nothing of this kind')
    },
    leave: (page) => at(page, 'widen').click(),
  },
  {
    name: 'compare, what a cell rests on',
    async open(page) {
      await compare(page)
      await at(page, 'results-row').first().locator('td.number').first().hover()
      await at(page, 'cell-tip').waitFor()
    },
    leave: (page) => page.mouse.move(0, 0),
  },
  { name: 'compare, curves', open: (page) => compare(page, 'Curves') },
  { name: 'compare, trade-off', open: (page) => compare(page, 'Trade-off') },
  { name: 'compare, latent space', open: (page) => compare(page, 'Latent space') },
  { name: 'compare, race', open: (page) => compare(page, 'Race') },
  floating('engines', corpora, (page) => at(page, 'engines')),
  floating('appearance', corpora, (page) => at(page, 'appearance')),
  sheet('palette', 'Control+k'),
  sheet('shortcuts', '?'),
  floating('about', corpora, (page) => at(page, 'open-about')),
  {
    name: 'notices',
    async open(page) {
      await compare(page)
      await at(page, 'copy-menu').click()
      await at(page, 'copy-markdown').click()
      await runs(page)
      await row(page).focus()
      await page.keyboard.press('Delete')
      await at(page, 'notice-action').waitFor()
    },
    leave: (page) => page.keyboard.press('Control+z'),
  },
]
