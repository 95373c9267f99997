import { describe, expect, test, vi } from 'vitest'
import { soon } from '../soon'
import { dialog, nextDialog } from './dialog'
import { ModelledEmitter, preventable } from './emitter'
import { MessageChannelMain } from './message-channel'
import { choose, labelsOf, Menu } from './menu'
import { Notification, shownNotifications } from './notification'
import { protocol } from './protocol'
import { modelled, NotModelled, onlyOptions, unmodelled } from './refuse'
import { session } from './session'
import { WebContents } from './web-contents'
import { toChromium, toElectron } from './address'

describe('the stand-in refuses what it does not model', () => {
  test('a method of a modelled part', () => {
    const part = modelled('app', { quit: () => 'done' })
    expect(part.quit()).toBe('done')
    expect(() => (part as never as { setBadgeCount(): void }).setBadgeCount()).toThrow('stand-in does not model electron.app.setBadgeCount')
    expect(() => Object.assign(part, { name: 'x' })).toThrow(NotModelled)
  })

  test('any use of an unmodelled part', () => {
    const dialog = unmodelled('dialog') as { showOpenDialog(): void }
    expect(() => dialog.showOpenDialog()).toThrow('stand-in does not model electron.dialog.showOpenDialog')
    const Tray = unmodelled('Tray') as new () => object
    expect(() => new Tray()).toThrow('stand-in does not model electron.Tray')
  })

  test('an option or an event that it would not obey', () => {
    expect(() => onlyOptions('BrowserWindow', { width: 1, kiosk: true }, ['width'])).toThrow(
      'stand-in does not model BrowserWindow with kiosk',
    )
    const emitter = new ModelledEmitter('app', ['quit'])
    expect(() => emitter.on('open-file', () => {})).toThrow("stand-in does not model the event 'open-file' of electron.app")
  })

  test('loading a page again before one was loaded', () => {
    expect(() => new WebContents().reload()).toThrow('stand-in does not model webContents.reload before anything was loaded')
  })

  test('other schemes, sessions and menus', () => {
    expect(() => protocol.handle('app', () => new Response())).toThrow('before app is ready')
    const privileges = { standard: true, secure: true, supportFetchAPI: true }
    expect(() => protocol.registerSchemesAsPrivileged([{ scheme: 'file', privileges }])).toThrow(NotModelled)
    expect(() => protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { ...privileges, bypassCSP: true } }])).toThrow(
      'with bypassCSP',
    )
    expect(() => (session as never as { fromPartition(): void }).fromPartition()).toThrow('electron.session.fromPartition')
    expect(() => Menu.buildFromTemplate([{ role: 'shareMenu' }])).toThrow('the menu role shareMenu')
  })
})

describe('the stand-in keeps what it promises', () => {
  test('addresses are the same both ways', () => {
    expect(toElectron(toChromium('app://plenum/runs?x=1#y'))).toBe('app://plenum/runs?x=1#y')
    expect(toElectron('https://example.invalid/')).toBe('https://example.invalid/')
  })

  test('a default is prevented only when a listener prevents it', () => {
    const event = preventable({ url: 'x' })
    expect([event.url, event.defaultPrevented]).toEqual(['x', false])
    event.preventDefault()
    expect(event.defaultPrevented).toBe(true)
  })

  test('a port keeps its messages in order until it is started, and tells its end', async () => {
    const { port1, port2 } = new MessageChannelMain()
    const got: unknown[] = []
    const closed = vi.fn()
    port1.postMessage({ n: 1 })
    port1.postMessage({ n: 2 })
    port2.on('message', ({ data }: { data: unknown }) => got.push(data))
    port2.on('close', closed)
    await new Promise(setImmediate)
    expect(got).toEqual([])
    port2.start()
    await soon(() => expect(got).toEqual([{ n: 1 }, { n: 2 }]))
    port1.close()
    await soon(() => expect(closed).toHaveBeenCalledOnce())
  })

  test('a function cannot pass a port', () => {
    const { port1 } = new MessageChannelMain()
    expect(() => port1.postMessage(() => {})).toThrow(/could not be cloned/)
  })

  test('a menu item is chosen by its labels, and only where it can be', () => {
    const chosen = vi.fn()
    const template = [
      {
        label: '&File',
        submenu: [{ label: 'R&&D.txt', click: chosen }, { label: 'Nothing', enabled: false, click: chosen }, { role: 'quit' }],
      },
    ]
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
    expect(labelsOf('File')).toEqual(['R&&D.txt', 'Nothing', 'quit'])
    choose(['File', 'R&D.txt'])
    expect(chosen).toHaveBeenCalledOnce()
    expect(() => choose(['File', 'Nothing'])).toThrow('cannot be chosen')
    expect(() => choose(['File', 'Save'])).toThrow('The menu has no "Save"')
    expect(() => Menu.buildFromTemplate([{ label: 'x', accelerator: 'Strg+K' }])).toThrow('the accelerator Strg+K')
  })

  test('a dialog waits for the person, whichever comes first', async () => {
    const first = dialog.showOpenDialog({}, { properties: ['openFile'] })
    const shown = await nextDialog()
    shown.answer({ canceled: false, filePaths: ['/a'] } as never)
    expect((await first).filePaths).toEqual(['/a'])
    const early = nextDialog()
    const second = dialog.showMessageBox({}, { message: 'Quit?', buttons: ['Yes', 'No'] })
    ;(await early).answer({ response: 1, checkboxChecked: false } as never)
    expect((await second).response).toBe(1)
    expect(() => dialog.showOpenDialog({}, { properties: ['treatPackageAsDirectory'] })).toThrow(NotModelled)
  })

  test('a notification takes title and body and is heard by its click', () => {
    const notification = new Notification({ title: 'Done' })
    const clicked = vi.fn()
    notification.on('click', clicked)
    notification.show()
    shownNotifications[0].emit('click')
    expect(clicked).toHaveBeenCalledOnce()
    expect(() => new Notification({ title: 'x', urgency: 'critical' } as never)).toThrow('Notification with urgency')
    expect(() => notification.on('reply', () => {})).toThrow(NotModelled)
  })
})
