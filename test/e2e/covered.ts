import type { Page } from 'playwright-core'

/** What is pressed at the foot of a page and in dialogs. */
const PRESSED = 'main footer :is(button, a), [role=dialog] > :is(header, footer) button, [role=alertdialog] footer button'
const DIALOGS = '[role=dialog], [role=alertdialog]'

/** What a person could not press, by name: buttons under something else or out of the window; and dialogs that notices lie over. */
export function covered(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ pressed, dialogs }) => {
      const name = (element: Element) => element.getAttribute('aria-label') ?? element.textContent.trim()
      const top = [...document.querySelectorAll(dialogs)].at(-1) ?? null
      const buttons = [...document.querySelectorAll(pressed)]
        // Nothing under a dialog is to be pressed.
        .filter((button) => top === null || button.closest(dialogs) === top)
        .filter((button) => button.getClientRects().length > 0)
        .filter((button) => {
          const { left, top, width, height } = button.getBoundingClientRect()
          const hit = document.elementFromPoint(left + width / 2, top + height / 2)
          return hit === null || !button.contains(hit)
        })
        .map(name)
      const notices = [...document.querySelectorAll('[data-testid=notices] li')].map((notice) => notice.getBoundingClientRect())
      const over = [...document.querySelectorAll(dialogs)]
        .filter((dialog) => {
          const { left, right, top, bottom } = dialog.getBoundingClientRect()
          return notices.some((notice) => notice.left < right && notice.right > left && notice.top < bottom && notice.bottom > top)
        })
        .map((dialog) => `a notice over ${name(dialog).slice(0, 40)}`)
      return [...buttons, ...over]
    },
    { pressed: PRESSED, dialogs: DIALOGS },
  )
}
