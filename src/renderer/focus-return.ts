import { onScopeDispose } from 'vue'

const DIALOGS = '[role=dialog], [role=alertdialog]'
const FLOATING = `${DIALOGS}, [role=menu], .notices`

/** What had the focus last on the page itself, under all that floats. */
let last: HTMLElement | null = null

/** Watches where the focus is on the page, as long as the component lives. Call once. */
export function watchFocus(): void {
  const look = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && !target.closest(FLOATING)) last = target
  }
  document.addEventListener('focusin', look)
  onScopeDispose(() => document.removeEventListener('focusin', look))
}

/**
 * When a dialog has closed, or a notice has gone that had the focus: what opened it may be gone, such as the entry of a menu. The focus
 * then goes to the dialog beneath, or to where it was on the page, and never to nowhere, from which Tab would begin at the top.
 */
export function keepFocus(): void {
  setTimeout(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const beneath = [...document.querySelectorAll<HTMLElement>(DIALOGS)].at(-1)
    const place = beneath ?? (last?.isConnected ? last : document.querySelector<HTMLElement>('main'))
    place?.focus({ preventScroll: true })
  })
}
