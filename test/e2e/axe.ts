import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The looks in which every page must be without fault: what the system asks for. */
export const LOOKS = {
  light: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  dark: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  'high contrast, light': { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  'high contrast, dark': { colorScheme: 'dark', contrast: 'more', forcedColors: 'none' },
} as const

/** What axe-core finds on the page as it stands that keeps people out: faults it calls serious or critical, one line each. */
export async function faultsOf(page: Page): Promise<string[]> {
  // As text, past the page's content security policy: it is the test's script and not the page's.
  await page.evaluate(SOURCE)
  return page.evaluate(async () => {
    interface Axe {
      run(what: Document, how: object): Promise<{ violations: { id: string; impact: string | null; nodes: { target: string[] }[] }[] }>
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(document, { resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
  })
}
