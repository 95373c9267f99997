import { app, chrome, windows } from './app'
import type { Bounds, BrowserWindow } from './browser-window'
import { nextDialog } from './dialog'
import { choose, labelsOf } from './menu'
import { shownNotifications } from './notification'
import { preventable } from './emitter'

/** What a test asks the stand-in, as a person or the operating system would do it. */
export type Order =
  | { id: number; do: 'endpoint' }
  | { id: number; do: 'drop'; paths: string[]; x: number; y: number }
  /** Chooses from the native menu. */
  | { id: number; do: 'menu'; path: string[] }
  /** What a menu of the bar offers. */
  | { id: number; do: 'labels'; menu: string }
  /** Waits for a dialog and answers it: files (none cancels), or a button by its words. */
  | { id: number; do: 'answer'; files: string[] }
  | { id: number; do: 'answer'; button: string }
  /** The system opens a file with the app (macOS). */
  | { id: number; do: 'open-file'; path: string }
  | { id: number; do: 'arrange'; bounds: Bounds }
  /** The person turns to another program. */
  | { id: number; do: 'leave' }
  | { id: number; do: 'click-notification'; title: string }
  /** Closes the window by its own button. */
  | { id: number; do: 'close' }
  | { id: number; do: 'quit' }
  | { id: number; do: 'report' }

/** What the stand-in refused so far, and what a person sees around the window. */
export interface Report {
  network: string[]
  opened: string[]
  /** Addresses to which a page was not let go. */
  refused: string[]
  progress: { share: number; mode: string } | null
  notifications: { title?: string; body?: string }[]
  windows: number
  focused: boolean
}

/** Answers a test's orders over this process's own channel. */
export function offerControl(): void {
  process.on('message', (order: Order) => {
    obey(order).then(
      (result) => process.send?.({ id: order.id, result }),
      (error: Error) => process.send?.({ id: order.id, error: error.message }),
    )
  })
}

function theWindow(): BrowserWindow {
  const [window] = windows
  if (!window) throw new Error('There is no window.')
  return window
}

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'endpoint':
      await app.whenReady()
      return chrome().endpoint
    case 'drop': {
      const { page } = theWindow()
      if (!page) throw new Error('There is no page to drop on.')
      return page.drop(order.paths, order.x, order.y)
    }
    case 'menu':
      return void choose(order.path)
    case 'labels':
      return labelsOf(order.menu)
    case 'answer':
      return answer(order)
    case 'open-file': {
      const event = preventable({})
      app.emit('open-file', event, order.path)
      if (!event.defaultPrevented) throw new Error('The app did not take the file.')
      return null
    }
    case 'arrange':
      return theWindow().arrange(order.bounds)
    case 'leave':
      return theWindow().leave()
    case 'click-notification': {
      const notification = shownNotifications.find(({ options }) => options.title === order.title)
      if (!notification) throw new Error(`No notification says "${order.title}".`)
      return void notification.emit('click')
    }
    case 'close':
      return theWindow().close()
    case 'quit':
      app.quit()
      return null
    case 'report': {
      const [window] = windows
      return {
        network: [...windows].flatMap(({ page }) => page?.refused ?? []),
        opened: [...windows].flatMap(({ opened }) => opened),
        refused: [...windows].flatMap(({ refused }) => refused),
        progress: window?.progress ?? null,
        notifications: shownNotifications.map(({ options }) => options),
        windows: windows.size,
        focused: window?.isFocused() ?? false,
      } satisfies Report
    }
  }
}

/** Answers the dialog that a person sees; tells what it said. */
async function answer(order: { files: string[] } | { button: string }): Promise<Record<string, unknown>> {
  const dialog = await nextDialog()
  if ('files' in order) {
    if (dialog.kind !== 'open') throw new Error('The dialog asks for no files.')
    dialog.answer({ canceled: order.files.length === 0, filePaths: order.files } as never)
  } else {
    const response = (dialog.options.buttons as string[] | undefined)?.indexOf(order.button) ?? -1
    if (response < 0) throw new Error(`The dialog has no button "${order.button}".`)
    dialog.answer({ response, checkboxChecked: false } as never)
  }
  return dialog.options
}
