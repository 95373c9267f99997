import { ModelledEmitter } from './emitter'
import { NotModelled } from './refuse'

type OpenHandler = (details: { url: string; frameName: string }) => { action: string }

/** A window's page as main sees it. */
export class WebContents extends ModelledEmitter {
  openHandler: OpenHandler | null = null
  /** Loads its page again; none before a page was loaded. */
  loadAgain: (() => void) | null = null

  constructor() {
    super('WebContents', ['will-navigate', 'will-redirect', 'will-attach-webview', 'did-finish-load', 'render-process-gone', 'destroyed'])
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  /** The present page once more, also after its process died. */
  reload(): void {
    if (!this.loadAgain) throw new NotModelled('webContents.reload before anything was loaded')
    this.loadAgain()
  }
}
