import { toChromium } from './address'
import { app, chrome, fatal, windows } from './app'
import { ModelledEmitter, preventable } from './emitter'
import { dispatchIpc, WebFrameMain } from './ipc-main'
import { Page } from './page'
import { NotModelled, modelled, onlyOptions } from './refuse'
import { applyPermissions } from './session'
import { WebContents } from './web-contents'

export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

interface WindowOptions extends Partial<Bounds> {
  fullscreen?: boolean
  webPreferences?: { preload?: string; sandbox?: boolean; contextIsolation?: boolean; nodeIntegration?: boolean }
}

export class BrowserWindow extends ModelledEmitter {
  readonly webContents: WebContents
  /** What was asked to open beside the window, and refused. */
  readonly opened: string[] = []
  /** Where the page wanted to go, and main did not let it. */
  readonly refused: string[] = []
  page: Page | null = null
  private readonly options: WindowOptions
  private readonly contents = new WebContents()
  private visible: boolean
  private first = true
  private bounds: Bounds
  private maximised = false
  private fullScreen: boolean
  private focused = false
  /** What the taskbar shows: null where there is no bar. */
  progress: { share: number; mode: string } | null = null

  constructor(options: WindowOptions) {
    super('BrowserWindow', ['ready-to-show', 'close', 'closed', 'resize', 'move'])
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const known = ['x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'title', 'show', 'fullscreen', 'webPreferences']
    onlyOptions('BrowserWindow', options, known)
    const preferences = options.webPreferences ?? {}
    onlyOptions('webPreferences', preferences, ['preload', 'sandbox', 'contextIsolation', 'nodeIntegration', 'webviewTag', 'spellcheck'])
    if (!preferences.sandbox || !preferences.contextIsolation || preferences.nodeIntegration || 'webviewTag' in preferences === false) {
      throw new NotModelled('a window without sandbox and context isolation, or with node integration or webviews')
    }
    this.options = options
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.fullScreen = options.fullscreen ?? false
    this.visible = !('show' in options) || options.show === true
    this.webContents = modelled('WebContents', this.contents)
    windows.add(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    const { origin, protocol, host } = new URL(url)
    if (protocol !== 'app:') throw new NotModelled(`loading ${protocol} addresses`)
    const { cdp, blank } = chrome()
    await applyPermissions(cdp, this.webContents, `${protocol}//${host}`, new URL(toChromium(url)).origin || origin)
    this.page ??= await Page.open(
      cdp,
      await blank(),
      { preload: this.options.webPreferences?.preload ?? '', width: this.bounds.width, height: this.bounds.height },
      {
        ipc: (sender, channel, args) => {
          const senderFrame = new WebFrameMain(sender, (to, values, ports) => this.page?.ipc(to, values, ports))
          dispatchIpc(
            channel,
            modelled('IpcMainEvent', { sender: this.webContents, senderFrame: modelled('WebFrameMain', senderFrame) }),
            args,
          )
        },
        mayNavigate: (kind, target) => {
          const event = preventable({ url: target })
          this.webContents.emit(kind, event)
          if (event.defaultPrevented) this.refused.push(target)
          return !event.defaultPrevented
        },
        windowOpen: (target, frameName) => {
          const answer = this.webContents.openHandler?.({ url: target, frameName })
          if (answer?.action !== 'deny') fatal(new NotModelled('a window opened by a page'))
          this.opened.push(target)
        },
        loaded: () => {
          this.webContents.emit('did-finish-load')
          if (this.first) this.emit('ready-to-show')
          this.first = false
        },
        crashed: () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
        closed: () => this.gone(),
        fatal,
      },
    )
    const { page } = this
    this.contents.loadAgain = () => void page.reload().catch(fatal)
    await page.load(url)
  }

  show(): void {
    this.visible = true
    this.focused = true
  }

  isVisible(): boolean {
    return this.visible
  }

  isMinimized(): boolean {
    return false
  }

  focus(): void {
    this.show()
  }

  isFocused(): boolean {
    return this.focused
  }

  /** The place it has when it is neither maximised nor full-screen. */
  getNormalBounds(): Bounds {
    return { ...this.bounds }
  }

  isMaximized(): boolean {
    return this.maximised
  }

  maximize(): void {
    this.maximised = true
    this.emit('resize')
  }

  isFullScreen(): boolean {
    return this.fullScreen
  }

  setProgressBar(progress: number, options: { mode?: string } = {}): void {
    onlyOptions('setProgressBar', options, ['mode'])
    const mode = options.mode ?? 'normal'
    if (!['none', 'normal', 'indeterminate', 'error', 'paused'].includes(mode)) throw new NotModelled(`the progress bar's mode ${mode}`)
    this.progress = progress < 0 || mode === 'none' ? null : { share: progress, mode: progress > 1 ? 'indeterminate' : mode }
  }

  close(): void {
    const event = preventable({})
    this.emit('close', event)
    if (event.defaultPrevented) app.windowStays()
    else if (this.page) this.page.close()
    else this.gone()
  }

  /** A person moves and sizes the window. */
  async arrange(bounds: Bounds): Promise<void> {
    this.bounds = bounds
    this.maximised = false
    await this.page?.resize(bounds.width, bounds.height)
    this.emit('resize')
    this.emit('move')
  }

  /** A person goes to another program. */
  leave(): void {
    this.focused = false
  }

  private gone(): void {
    if (!windows.delete(this)) return
    this.webContents.emit('destroyed')
    this.emit('closed')
    app.windowIsGone()
  }
}
