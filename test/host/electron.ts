import { app as realApp } from './app'
import { BrowserWindow as Window } from './browser-window'
import { offerControl } from './control'
import { modelled, unmodelled } from './refuse'

/**
 * The module `electron` of the stand-in: what Plenum's main uses of it, over a real Chromium, and a refusal for all the rest. What
 * is not exported here does not even link.
 */
export { dialog } from './dialog'
export { ipcMain } from './ipc-main'
export { Menu } from './menu'
export { MessageChannelMain } from './message-channel'
export { Notification } from './notification'
export { protocol } from './protocol'
export { screen } from './screen'
export { session } from './session'

export const app = modelled('app', realApp)

export const BrowserWindow = new Proxy(Window, {
  construct: (target, [options]: [ConstructorParameters<typeof Window>[0]]) => modelled('BrowserWindow', new target(options)),
  get(target, key) {
    if (key === 'prototype' || typeof key === 'symbol') return Reflect.get(target, key)
    return unmodelled(`BrowserWindow.${key}`)
  },
})

export const shell = unmodelled('shell')
export const clipboard = unmodelled('clipboard')
export const nativeTheme = unmodelled('nativeTheme')
export const net = unmodelled('net')
export const powerMonitor = unmodelled('powerMonitor')
export const Tray = unmodelled('Tray')
export const utilityProcess = unmodelled('utilityProcess')
export const webContents = unmodelled('webContents')

// Electron's command line names the app after the program, or, packaged, nothing.
process.argv.splice(1, 1, ...(realApp.isPackaged ? [] : [realApp.getAppPath()]))
Object.defineProperty(process, 'resourcesPath', { value: process.env.PLENUM_STAND_IN_RESOURCES ?? '', configurable: true })
offerControl()
