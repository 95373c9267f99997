import { modelled, NotModelled, onlyOptions } from './refuse'

/** A dialog that waits for a person. */
export interface OpenDialog {
  kind: 'open' | 'message'
  options: Record<string, unknown>
  answer(value: never): void
}

/** Dialogs in the order they opened; the first waits to be answered. */
const open: OpenDialog[] = []
const waiting: ((dialog: OpenDialog) => void)[] = []

function show<T>(kind: OpenDialog['kind'], options: Record<string, unknown>): Promise<T> {
  return new Promise((resolve) => {
    const dialog: OpenDialog = { kind, options, answer: resolve as (value: never) => void }
    const taker = waiting.shift()
    if (taker) taker(dialog)
    else open.push(dialog)
  })
}

/** The dialog that a person sees, or the next one. */
export function nextDialog(): Promise<OpenDialog> {
  const dialog = open.shift()
  return dialog ? Promise.resolve(dialog) : new Promise((resolve) => waiting.push(resolve))
}

export const dialog = modelled('dialog', {
  showOpenDialog(window: unknown, options: Record<string, unknown>) {
    if (typeof window !== 'object' || options === undefined) throw new NotModelled('dialog.showOpenDialog without a window')
    onlyOptions('dialog.showOpenDialog', options, ['title', 'buttonLabel', 'properties', 'filters'])
    for (const property of options.properties as string[]) {
      if (!['openFile', 'openDirectory', 'multiSelections'].includes(property)) throw new NotModelled(`the dialog property ${property}`)
    }
    return show<{ canceled: boolean; filePaths: string[] }>('open', options)
  },
  showMessageBox(window: unknown, options: Record<string, unknown>) {
    if (typeof window !== 'object' || options === undefined) throw new NotModelled('dialog.showMessageBox without a window')
    onlyOptions('dialog.showMessageBox', options, ['type', 'message', 'detail', 'buttons', 'defaultId', 'cancelId', 'noLink'])
    return show<{ response: number; checkboxChecked: boolean }>('message', options)
  },
})
