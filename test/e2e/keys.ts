import type { Page } from 'playwright-core'

/** Most presses of Tab until what is wanted must have come. */
const MOST = 150
/** How long (ms) an arrow key is held. */
const HELD = 60

/** A person without a mouse: only keys, and every focus that comes by them must be seen. */
export class Keys {
  constructor(private readonly page: Page) {}

  /** Arrows are held as long as a finger does: a group of choices moves its choice while they are down. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key, { delay: key.startsWith('Arrow') ? HELD : 0 })
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
  }

  /**
   * Goes on with Tab until the element with the test id has the focus, or one within it, where `part` is given one that it describes
   * (a CSS selector). What has the focus on the way must show it.
   * @throws Error with what was passed, where it never comes
   */
  async reach(id: string, part = '*'): Promise<void> {
    const passed: string[] = []
    for (let i = 0; i < MOST; i++) {
      const { there, name, seen } = await this.focus(id, part)
      if (!seen) throw new Error(`"${name}" has the focus and does not show it.`)
      if (there) return
      passed.push(name)
      await this.press('Tab')
    }
    throw new Error(`Tab does not reach ${id}; it passes ${[...new Set(passed)].join(', ')}.`)
  }

  private focus(id: string, part: string) {
    return this.page.evaluate(
      ([wanted, kind]) => {
        const at = document.activeElement
        if (!(at instanceof HTMLElement || at instanceof SVGElement) || at === document.body)
          return { there: false, name: 'the page', seen: true }
        const name = at.dataset.testid ?? at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 40)
        const holder = at.closest(`[data-testid="${wanted}"]`)
        return { there: holder !== null && at.matches(kind), name, seen: shows(at) }

        /** A ring around it, around what stands for it, or the mark of writing in a field. */
        function shows(element: HTMLElement | SVGElement): boolean {
          if (element.matches('main, [role=dialog]')) return true
          const ring = (one: Element) => {
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
            return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
          }
          // A mark of a picture has a line of the accent's colour around it.
          const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()
          const probe = document.body.appendChild(Object.assign(document.createElement('span'), { style: `color: ${accent}` }))
          const colour = getComputedStyle(probe).color
          probe.remove()
          const drawn =
            element instanceof SVGElement && [...element.querySelectorAll('*')].some((part) => getComputedStyle(part).stroke === colour)
          const around = [element, element.parentElement, element.closest('label')].filter((one) => one !== null)
          const writes = element.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea')
          return writes || drawn || around.some(ring)
        }
      },
      [id, part] as const,
    )
  }
}
