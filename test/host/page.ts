import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { isAppAddress, toChromium, toElectron } from './address'
import type { Cdp } from './cdp'
import { MessagePortMain, type Remote } from './message-channel'
import { askHandler } from './protocol'
import { NotModelled } from './refuse'
import { BINDING, isolatedSource, pageSource, WORLD, type WorldMessage } from './worlds'

/** What a page tells its webContents. */
export interface PageListener {
  ipc(url: string, channel: string, args: unknown[]): void
  /** Whether main lets the page go there. */
  mayNavigate(kind: 'will-navigate' | 'will-redirect', url: string): boolean
  windowOpen(url: string, name: string): void
  loaded(): void
  /** The process of the page died. */
  crashed(): void
  closed(): void
  fatal(error: Error): void
}

interface Paused {
  requestId: string
  request: { url: string; method: string; headers: Record<string, string> }
  frameId: string
  resourceType: string
  redirectedRequestId?: string
}

/** One target of Chromium, with Electron's ways around it: the custom protocol, the preload's world, navigation under control. */
export class Page implements Remote {
  /** Requests to the network, which the stand-in does not let through. */
  readonly refused: string[] = []
  private context: number | null = null
  private expected: string | null = null
  private readonly cdp: Cdp
  private readonly session: string
  private readonly target: string
  private readonly listener: PageListener

  private constructor(cdp: Cdp, session: string, target: string, listener: PageListener) {
    this.cdp = cdp
    this.session = session
    this.target = target
    this.listener = listener
  }

  static async open(
    cdp: Cdp,
    target: string,
    options: { preload: string; width: number; height: number },
    listener: PageListener,
  ): Promise<Page> {
    const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId: target, flatten: true })
    const page = new Page(cdp, sessionId, target, listener)
    page.listen()
    const secret = `stand-in-${randomBytes(8).toString('hex')}`
    await page.send('Page.enable')
    await page.send('Inspector.enable')
    await page.send('Runtime.enable')
    await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    await page.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: pageSource(secret) })
    const source = isolatedSource(secret, readFileSync(options.preload, 'utf8'))
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD })
    await page.resize(options.width, options.height)
    return page
  }

  /** The size of the page, in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
  }

  /** Loads a URL on main's own wish: nobody is asked. */
  async load(url: string): Promise<void> {
    this.expected = toChromium(url)
    const { errorText } = await this.send<{ errorText?: string }>('Page.navigate', { url: this.expected })
    if (errorText) throw new Error(`${errorText} loading '${url}'`)
  }

  /** Loads the present page again on main's own wish, in a new process where its own died. */
  async reload(): Promise<void> {
    const { currentIndex, entries } = await this.send<{ currentIndex: number; entries: { url: string }[] }>('Page.getNavigationHistory')
    this.expected = entries[currentIndex].url.replace(/#.*$/s, '')
    await this.send('Page.reload')
  }

  /** The operating system drops files at a point of the page, in CSS pixels. */
  async drop(paths: string[], x: number, y: number): Promise<void> {
    const files = paths.map((path) => {
      const entry = statSync(path)
      return { name: basename(path), size: entry.isDirectory() ? null : entry.size, path }
    })
    await this.call('dropped', [files])
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await this.send('Input.dispatchDragEvent', { type, x, y, data: { items: [], files: paths, dragOperationsMask: 1 } })
    }
  }

  /** Sends a message with transferred ports to the preload. */
  ipc(channel: string, args: unknown[], ports: unknown[]): void {
    const ids = ports.map((port) => {
      if (!(port instanceof MessagePortMain)) throw new NotModelled('transferring anything but a MessagePortMain')
      return port.transferTo(this)
    })
    void this.call('ipc', [channel, args, ids])
  }

  post(id: number, data: unknown): void {
    void this.call('port', [id, data])
  }

  close(): void {
    void this.cdp.send('Target.closeTarget', { targetId: this.target }).catch(() => {})
  }

  private send<T>(method: string, params: object = {}): Promise<T> {
    return this.cdp.send<T>(method, params, this.session)
  }

  /** Calls the isolated world. A page that has just gone takes nothing any more, as in Electron. */
  private async call(method: 'ipc' | 'port' | 'dropped', args: unknown[]): Promise<void> {
    if (this.context === null) return
    await this.send('Runtime.callFunctionOn', {
      executionContextId: this.context,
      functionDeclaration: 'function (method, args) { globalThis.plenumHost[method](...args) }',
      arguments: [{ value: method }, { value: args }],
    }).catch(() => {})
  }

  private listen(): void {
    const on = <T>(method: string, listener: (params: T) => void) => this.cdp.on<T>(this.session, method, listener)
    on<{ context: { id: number; name: string } }>('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.context = context.id
    })
    const gone = () => {
      this.context = null
      MessagePortMain.pageIsGone(this)
    }
    on<{ executionContextId: number }>('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.context) gone()
    })
    on('Runtime.executionContextsCleared', gone)
    on<{ name: string; payload: string; executionContextId: number }>('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== BINDING) return
      this.context = executionContextId
      this.hear(JSON.parse(payload) as WorldMessage)
    })
    on<Paused>('Fetch.requestPaused', (paused) => void this.answer(paused).catch((error: Error) => this.listener.fatal(error)))
    on('Inspector.targetCrashed', () => {
      gone()
      this.listener.crashed()
    })
    on('Page.loadEventFired', () => this.listener.loaded())
    on<{ url: string }>('Page.windowOpen', ({ url }) => this.listener.fatal(new NotModelled(`this way to a new window (${url})`)))
    this.cdp.on<{ targetId: string }>('', 'Target.targetDestroyed', ({ targetId }) => {
      if (targetId !== this.target) return
      gone()
      this.listener.closed()
    })
  }

  private hear(message: WorldMessage): void {
    if (message.type === 'ipc') this.listener.ipc(toElectron(message.url), message.channel ?? '', message.args ?? [])
    else if (message.type === 'open') this.listener.windowOpen(toElectron(message.target?.url ?? ''), message.target?.name ?? '')
    else if (message.type === 'port') MessagePortMain.fromPage(message.port ?? 0, message.data)
    else this.listener.fatal(new Error(`The preload script failed: ${message.message}`))
  }

  /** Lets a request through to main's protocol handler, and none to the network. */
  private async answer({ requestId, request, resourceType, redirectedRequestId }: Paused): Promise<void> {
    const refuse = (errorReason: string) => this.send('Fetch.failRequest', { requestId, errorReason }).catch(() => {})
    if (resourceType === 'Document' && request.url !== this.expected) {
      const kind = redirectedRequestId ? 'will-redirect' : 'will-navigate'
      if (!this.listener.mayNavigate(kind, toElectron(request.url))) return void (await refuse('Aborted'))
    }
    if (resourceType === 'Document') this.expected = null
    if (!isAppAddress(request.url)) {
      this.refused.push(request.url)
      return void (await refuse('InternetDisconnected'))
    }
    const answer = await askHandler(toElectron(request.url), request.method, request.headers)
    if (answer) await this.send('Fetch.fulfillRequest', { requestId, ...answer }).catch(() => {})
    else await refuse('AddressUnreachable')
  }
}
