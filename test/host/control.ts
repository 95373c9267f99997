import { app, chrome, windows } from './app'

/** What a test asks the stand-in, as a person or the operating system would do it. */
export type Order =
  | { id: number; do: 'endpoint' }
  | { id: number; do: 'drop'; paths: string[]; x: number; y: number }
  | { id: number; do: 'quit' }
  | { id: number; do: 'report' }

/** What the stand-in refused so far. */
export interface Report {
  network: string[]
  opened: string[]
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

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'endpoint':
      await app.whenReady()
      return chrome().endpoint
    case 'drop': {
      const [window] = windows
      if (!window?.page) throw new Error('There is no window to drop on.')
      return window.page.drop(order.paths, order.x, order.y)
    }
    case 'quit':
      app.quit()
      return null
    case 'report':
      return {
        network: [...windows].flatMap(({ page }) => page?.refused ?? []),
        opened: [...windows].flatMap(({ opened }) => opened),
      } satisfies Report
  }
}
