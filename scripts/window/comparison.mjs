import { framesOf, round } from './frames.mjs'
import { disturbance, watchOthers } from './machine.mjs'
import { pressed } from './opening.mjs'

/** So many runs are compared. */
const COMPARED = 50

/** How soon the table of all finished runs is there, how it scrolls, and how soon the curves and the plane of fifty runs are drawn. */
export async function compareMany(page, seconds) {
  const others = watchOthers()
  const place = (name) => page.getByRole('radio', { name, exact: true })
  const table = await pressed(page, '[data-testid=results-row]', () => page.getByTestId('nav-compare').click())
  const methods = await page.getByTestId('results-table').getAttribute('aria-rowcount')
  const scroll = async (name) => {
    const box = await page.getByTestId('results-scroller').boundingBox()
    await page.mouse.move(box.x + 400, box.y + 300)
    const turned = await framesOf(page, seconds, async () => {
      await page.mouse.wheel(0, 240)
      await page.waitForTimeout(16)
    })
    return { name, ...turned }
  }
  const byMethod = await scroll('scrolling the table by method')
  await page.waitForTimeout(500)
  // Every run as a row.
  if (await place('Runs').count()) await place('Runs').click()
  await page.waitForTimeout(500)
  const lines = await page.getByTestId('results-table').getAttribute('aria-rowcount')
  const byRun = await scroll('scrolling the table by run')
  await page.waitForTimeout(500)
  const sorted = await pressed(page, 'thead [data-column=mi][aria-sort=descending]', () =>
    page.locator('thead [data-column=mi] button').click(),
  )
  // The first fifty are chosen as Shift does it.
  await page.getByTestId('results-scroller').evaluate((scroller) => scroller.scrollTo(0, 0))
  const row = (index) => page.locator(`[data-testid=results-row][aria-rowindex="${index + 2}"] input`)
  if (await page.getByTestId('show-published').isChecked()) await page.getByTestId('show-published').uncheck()
  await row(0).click()
  await page.getByTestId('results-scroller').evaluate((scroller, at) => scroller.scrollTo(0, at), 44 * (COMPARED - 8))
  await row(COMPARED - 1).click({ modifiers: ['Shift'] })
  await page.waitForTimeout(500)
  const curves = await timed(
    () => place('Curves').click(),
    () => page.waitForFunction(allDrawn, COMPARED, { polling: 'raf' }),
  )
  await page.waitForTimeout(500)
  const plane = await timed(
    () => place('Trade-off').click(),
    () => page.locator(`[data-testid=trade-off][data-points="${COMPARED}"]`).waitFor(),
  )
  const comparison = {
    name: 'comparing',
    'lines by method': methods,
    'lines by run': lines,
    'the table opens, ms': table,
    'sorting it, ms': sorted,
    [`curves of ${COMPARED} runs, ms`]: curves,
    [`trade-off of ${COMPARED} runs, ms`]: plane,
    'other programs': disturbance(others()),
  }
  return [byMethod, byRun, comparison]
}

/** In the page: whether every chart there is shows so many lines. */
function allDrawn(count) {
  const charts = [...document.querySelectorAll('[data-testid^=overlay-]')]
  const full = charts.every((chart) => Number(chart.dataset.lines) === count)
  return charts.length > 0 && full && charts.some((chart) => chart.querySelector('canvas'))
}

async function timed(act, done) {
  const start = performance.now()
  await act()
  await done()
  return round(performance.now() - start)
}
