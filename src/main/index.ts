import { app, type BrowserWindow, ipcMain, MessageChannelMain, session } from 'electron'
import { join } from 'node:path'
import type { PortMessage } from '../shared/port'
import { CONNECT_CHANNEL, PORT_CHANNEL } from '../shared/port'
import { askForFiles, askForFolder, mayQuit, mayRebuild } from './dialogs'
import { filesOfArguments } from './files-to-open'
import { JsonFile } from './json-file'
import { findLab, forkLab, LabProcess } from './lab-process'
import { setMenu } from './menu'
import { registerScheme, serveWindow } from './protocol'
import { Recent, recentSchema } from './recent'
import { Relay, type RelayClient } from './relay'
import { denyPermissions, isOwnSender, refuseNavigation } from './security'
import { Surroundings } from './surroundings'
import { openWindow } from './window'
import { windowStateSchema } from './window-state'

let window: BrowserWindow | null = null
/** The user agreed to quit, or nothing is lost by it. */
let mayLeave = false
let labClosed = false

const own = (name: string) => join(app.getPath('userData'), name)
const windowState = new JsonFile(own('window.json'), windowStateSchema)

const program = findLab({ packaged: app.isPackaged, resources: process.resourcesPath, appPath: app.getAppPath() })
const lab = new LabProcess((rebuild) => forkLab(program, rebuild), {
  message: (message) => relay.fromLab(message),
  state: (state, reason) => relay.labIs(state, reason),
  mayRebuild: async (sentence) => window !== null && mayRebuild(window, sentence),
})
const relay = new Relay((message) => lab.send(message))
const surroundings = new Surroundings({ window: () => window, show: showWindow, imported: (paths) => recent.add(paths) })
const systemList = { add: (path: string) => app.addRecentDocument(path), clear: () => app.clearRecentDocuments() }
const recent = new Recent(new JsonFile(own('recent.json'), recentSchema), process.platform === 'linux' ? null : systemList, drawMenu)

/** Gives each page of the window that asks a fresh port to the lab and to the desktop. */
function answerConnections(): void {
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    if (!window || !isOwnSender(event, window.webContents)) return
    const { port1, port2 } = new MessageChannelMain()
    const client: RelayClient = { tell: (message: PortMessage) => port1.postMessage(message) }
    port1.on('message', ({ data }) => surroundings.hear(data) || relay.fromWindow(client, data))
    port1.on('close', () => {
      relay.disconnect(client)
      surroundings.disconnect(client)
    })
    port1.start()
    event.senderFrame?.postMessage(PORT_CHANNEL, null, [port2])
    relay.connect(client)
    surroundings.connect(client)
  })
}

function showWindow(): void {
  if (!app.isReady()) return
  if (window) {
    if (window.isMinimized()) window.restore()
    window.focus()
    return
  }
  const opened = openWindow(windowState)
  window = opened
  opened.on('close', (event) => {
    // Where the last window's end is the app's, it is the moment to ask.
    if (process.platform !== 'darwin') askBeforeLeaving(event)
  })
  opened.once('closed', () => {
    window = null
  })
}

function openFiles(paths: string[]): void {
  if (paths.length > 0) surroundings.ask({ kind: 'files', paths })
}

/** Asks for files in a dialog of the window, which is opened for it. */
function choose(ask: (window: BrowserWindow) => Promise<string[]>): void {
  showWindow()
  if (window) void ask(window).then(openFiles)
}

function drawMenu(): void {
  setMenu(
    { platform: process.platform, recent: recent.list, developer: !app.isPackaged },
    {
      command: (id) => surroundings.ask({ kind: 'command', id }),
      openFiles: () => choose(askForFiles),
      openFolder: () => choose(askForFolder),
      openRecent: (path) => openFiles([path]),
      clearRecent: () => recent.clear(),
    },
  )
}

/** Holds a quit back while runs train, until the user says that it is meant. */
function askBeforeLeaving(event: Pick<Electron.Event, 'preventDefault'>): void {
  if (mayLeave || surroundings.training === 0 || !window) return
  event.preventDefault()
  void mayQuit(window, surroundings.training).then((yes) => {
    mayLeave = yes
    if (yes) app.quit()
  })
}

/** Quitting waits for the lab, so that its store is closed and its runs rest at their last epoch. */
function closeLab(event: Pick<Electron.Event, 'preventDefault'>): void {
  if (labClosed) return
  event.preventDefault()
  labClosed = true
  void lab.close().then(() => app.quit())
}

const asked = filesOfArguments(process.argv, process.cwd(), app.getAppPath())

// Named for the first instance: an argument list may reach it in another order, and its folder is another.
if (app.requestSingleInstanceLock({ files: asked })) {
  // Windows shows notifications of apps that it knows by name only: the appId of electron-builder.yml.
  if (process.platform === 'win32') app.setAppUserModelId('io.plenum.lab')
  registerScheme()
  refuseNavigation()
  openFiles(asked)
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openFiles([path])
  })
  app.on('second-instance', (_event, _argv, _folder, data) => {
    showWindow()
    openFiles((data as { files?: string[] } | null)?.files ?? [])
  })
  app.on('activate', showWindow)
  app.on('before-quit', askBeforeLeaving)
  app.on('will-quit', closeLab)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  void app.whenReady().then(() => {
    denyPermissions(session.defaultSession)
    serveWindow(join(import.meta.dirname, '..', 'renderer'))
    drawMenu()
    answerConnections()
    lab.start()
    showWindow()
  })
} else {
  app.quit()
}
