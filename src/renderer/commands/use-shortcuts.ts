import { onScopeDispose } from 'vue'
import { useCommands } from '../stores/commands'
import { useUi } from '../stores/ui'
import { isPlain, SEQUENCE_MS, strokeOf } from './keys'

/** Where letters are for writing or choosing. */
const WRITING =
  'input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable=true], [role=listbox], [role=menu], [role=combobox]'
const MODAL = '[role=dialog], [role=alertdialog]'

/** Runs commands by their keys while the component lives: not while a dialog is open, and single letters not while someone writes. */
export function useShortcuts(): void {
  const commands = useCommands()
  const ui = useUi()
  let first: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const forget = () => {
    first = null
    clearTimeout(timer)
  }

  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || document.querySelector(MODAL)) return forget()
    const stroke = strokeOf(event)
    if (stroke === null) return
    const writing = event.target instanceof Element && event.target.closest(WRITING) !== null
    const mayBe = commands.all().filter(({ keys }) => keys !== undefined && (!isPlain(keys) || (ui.kept.plainKeys && !writing)))
    const typed = first === null ? stroke : `${first} ${stroke}`
    forget()
    const found = mayBe.find(({ keys }) => keys === typed) ?? mayBe.find(({ keys }) => keys === stroke)
    // What is written can be taken back by the field itself.
    if (found && !(writing && stroke === 'mod+z')) {
      event.preventDefault()
      void found.run()
    } else if (mayBe.some(({ keys }) => keys?.startsWith(`${stroke} `))) {
      first = stroke
      timer = setTimeout(forget, SEQUENCE_MS)
    }
  }

  addEventListener('keydown', press)
  onScopeDispose(() => {
    removeEventListener('keydown', press)
    forget()
  })
}
