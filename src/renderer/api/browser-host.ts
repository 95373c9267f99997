import type { HostEvent, HostMessage } from '../../shared/host'
import { Listeners } from '../../shared/listeners'

/**
 * The browser around the server's page, as far as it can do what the desktop does: notifications, where its user allowed them. The
 * progress stands in the page's title (title.ts); a browser has no list of recent files.
 */
export function createBrowserHost(): { tellHost(message: HostMessage): void; onHost(listener: (event: HostEvent) => void): () => void } {
  const events = new Listeners<[HostEvent]>()
  return {
    tellHost(message) {
      if (message.kind !== 'notify' || document.hasFocus() || !mayNotify()) return
      const notification = new Notification(message.title, { body: message.body, icon: './icon.svg' })
      notification.onclick = () => {
        window.focus()
        notification.close()
        events.tell({ kind: 'address', address: message.address })
      }
    },
    onHost: (listener) => events.add(listener),
  }
}

/** Whether the browser shows this page's notifications. */
export const mayNotify = (): boolean => 'Notification' in globalThis && Notification.permission === 'granted'

/** Asks the browser's user for notifications; in answer to a click or key only. Answers whether they are allowed. */
export async function askToNotify(): Promise<boolean> {
  return 'Notification' in globalThis && (await Notification.requestPermission()) === 'granted'
}
