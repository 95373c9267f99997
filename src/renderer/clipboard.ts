/**
 * Puts text on the clipboard, on a click or a key. The page asks for no permission, which the desktop app would refuse: a hidden
 * field is selected and copied, as a person would. Throws a sentence when the browser does not do it.
 */
export function copyText(text: string): void {
  const field = document.createElement('textarea')
  const focused = document.activeElement
  field.value = text
  field.setAttribute('aria-hidden', 'true')
  field.className = 'only-read'
  // Inside an open dialog, where the focus is held.
  const host = focused?.closest('[role="dialog"]') ?? document.body
  host.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  if (!copied) throw new Error('The text could not be copied: the browser did not allow it.')
}
