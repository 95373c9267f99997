import { app, type BrowserWindow, ipcMain, MessageChannelMain, session } from 'electron'
import { join } from 'node:path'
import type { PortMessage } from '../shared/port'
import { CONNECT_CHANNEL, PORT_CHANNEL } from '../shared/port'
import { findLab, forkLab, LabProcess } from './lab-process'
import { setMenu } from './menu'
import { registerScheme, serveWindow } from './protocol'
import { Relay, type RelayClient } from './relay'
import { denyPermissions, isOwnSender, refuseNavigation } from './security'
import { openWindow } from './window'

let window: BrowserWindow | null = null
let quitting = false

const program = findLab({ packaged: app.isPackaged, resources: process.resourcesPath, appPath: app.getAppPath() })
const lab = new LabProcess(() => forkLab(program), {
  message: (message) => relay.fromLab(message),
  state: (state, reason) => relay.labIs(state, reason),
})
const relay = new Relay((message) => lab.send(message))

/** Gives each page of the window that asks a fresh port to the lab. */
function answerConnections(): void {
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    if (!window || !isOwnSender(event, window.webContents)) return
    const { port1, port2 } = new MessageChannelMain()
    const client: RelayClient = { tell: (message: PortMessage) => port1.postMessage(message) }
    port1.on('message', ({ data }) => relay.fromWindow(client, data))
    port1.on('close', () => relay.disconnect(client))
    port1.start()
    event.senderFrame?.postMessage(PORT_CHANNEL, null, [port2])
    relay.connect(client)
  })
}

function showWindow(): void {
  if (window) {
    if (window.isMinimized()) window.restore()
    window.focus()
    return
  }
  window = openWindow()
  window.once('closed', () => {
    window = null
  })
}

/** Quitting waits for the lab, so that its store is closed and its runs rest at their last epoch. */
function closeLabBeforeQuit(): void {
  app.on('will-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    quitting = true
    void lab.close().then(() => app.quit())
  })
}

if (app.requestSingleInstanceLock()) {
  registerScheme()
  refuseNavigation()
  closeLabBeforeQuit()
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  void app.whenReady().then(() => {
    denyPermissions(session.defaultSession)
    serveWindow(join(import.meta.dirname, '..', 'renderer'))
    setMenu()
    answerConnections()
    lab.start()
    showWindow()
  })
} else {
  app.quit()
}
