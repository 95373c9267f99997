import { type BrowserWindow, Notification } from 'electron'
import { type HostEvent, type HostMessage, hostMessageSchema } from '../shared/host'
import type { RelayClient } from './relay'

/** What the surroundings of the window need of the app. */
export interface App {
  window(): BrowserWindow | null
  /** Opens the window, or brings it to the front. */
  show(): void
  /** Files were imported. */
  imported(paths: string[]): void
}

/** A click on them works only while they are referred to. */
const shown = new Set<Notification>()

/**
 * What lies around the window and is not the lab: the taskbar's progress, notifications, the recent list; and the menu's commands
 * and files to open, which wait until there is a window that hears them.
 */
export class Surroundings {
  /** Runs in training, as the window said last. */
  training = 0
  private client: RelayClient | null = null
  private readonly waiting: HostEvent[] = []

  constructor(private readonly app: App) {}

  connect(client: RelayClient): void {
    this.client = client
    for (const event of this.waiting.splice(0)) client.tell({ kind: 'host', event })
  }

  disconnect(client: RelayClient): void {
    if (this.client === client) this.client = null
  }

  /** Wants something of the window, which is opened or brought to the front for it. */
  ask(event: HostEvent): void {
    this.app.show()
    if (this.client) this.client.tell({ kind: 'host', event })
    else this.waiting.push(event)
  }

  /** A message of the window, of unknown shape; false where it is none for the surroundings. */
  hear(raw: unknown): boolean {
    if (typeof raw !== 'object' || raw === null || !('host' in raw)) return false
    const message = hostMessageSchema.safeParse(raw.host)
    if (message.success) this.act(message.data)
    return true
  }

  private act(message: HostMessage): void {
    if (message.kind === 'recent') this.app.imported(message.paths)
    else if (message.kind === 'notify') this.notify(message)
    else {
      this.training = message.training
      // Less than 0 takes the bar away.
      this.app.window()?.setProgressBar(message.share ?? -1, { mode: message.paused ? 'paused' : 'normal' })
    }
  }

  /** Someone who looks at the window needs no notification: the window says it itself. */
  private notify({ title, body, address }: Extract<HostMessage, { kind: 'notify' }>): void {
    if (this.app.window()?.isFocused() || !Notification.isSupported()) return
    const notification = new Notification({ title, body })
    shown.add(notification)
    notification.on('click', () => {
      shown.delete(notification)
      this.ask({ kind: 'address', address })
    })
    notification.on('close', () => shown.delete(notification))
    notification.show()
  }
}
