import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The looks in which everything must be without fault: what the system asks for. */
export const LOOKS = {
  light: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  dark: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  'high contrast, light': { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  'high contrast, dark': { colorScheme: 'dark', contrast: 'more', forcedColors: 'none' },
  'forced colours, light': { colorScheme: 'light', contrast: 'more', forcedColors: 'active' },
  'forced colours, dark': { colorScheme: 'dark', contrast: 'more', forcedColors: 'active' },
} as const
export type Look = keyof typeof LOOKS

/** Rules that depend on the look; the others find in every look what they find in one. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']
/** A dialog or a menu is examined alone: what lies under it is examined where it lies bare. */
export const FLOATING = '[role=dialog], [role=alertdialog], [role=menu]'
/** Shapes of formulas, hidden from who listens: the same in all looks but the first, and thousands. */
const FORMULAS = '.katex'

/** What axe-core finds on the page as it stands, whatever it calls its weight: one line a rule. */
async function faultsOf(page: Page, first: boolean): Promise<string[]> {
  // As text, past the page's content security policy: it is the test's script and not the page's.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE)
  return page.evaluate(
    async ({ rules, floating, formulas }) => {
      interface Axe {
        run(what: object, how: object): Promise<{ violations: { id: string; impact: string; nodes: { target: string[] }[] }[] }>
      }
      const afloat = document.querySelector(floating) !== null
      const what = afloat ? { include: [floating] } : { include: ['html'], ...(rules ? { exclude: [formulas] } : {}) }
      const how = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) }
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(what, how)
      return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
    },
    { rules: first ? null : OF_COLOURS, floating: FLOATING, formulas: FORMULAS },
  )
}

/** What is wrong with the page as it stands, by look; empty where nothing is. The page is left in the last look. */
export async function faultsByLook(page: Page): Promise<Partial<Record<Look, string[]>>> {
  const faults: Partial<Record<Look, string[]>> = {}
  for (const [index, look] of (Object.keys(LOOKS) as Look[]).entries()) {
    await page.emulateMedia(LOOKS[look])
    // The theme follows the system by the page's own script, and the next frame shows it.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    const found = await faultsOf(page, index === 0)
    if (found.length > 0) faults[look] = found
  }
  return faults
}
