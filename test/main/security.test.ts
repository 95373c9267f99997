import type { IpcMainEvent, WebContents } from 'electron'
import { describe, expect, test, vi } from 'vitest'

const handlers = vi.hoisted(() => new Map<string, (...args: never[]) => void>())
vi.mock('electron', () => ({ app: { on: (name: string, handler: () => void) => handlers.set(name, handler) } }))
const { denyPermissions, isOwnSender, isOwnUrl, refuseNavigation } = await import('../../src/main/security')

const contents = {} as WebContents
const eventFrom = (frame: unknown, sender: unknown = contents) => ({ sender, senderFrame: frame }) as IpcMainEvent

describe('own addresses', () => {
  test.each(['app://plenum/', 'app://plenum/runs?x#y'])('%s is ours', (url) => expect(isOwnUrl(url)).toBe(true))
  test.each([
    'https://plenum/',
    'app://plenum.evil/',
    'app://evil/',
    'file:///etc/passwd',
    'about:blank',
    'data:text/html,x',
    'app:plenum',
    'nonsense',
    '',
  ])('%s is not', (url) => expect(isOwnUrl(url)).toBe(false))
})

describe('senders', () => {
  test("the window's own main frame is heard", () => {
    expect(isOwnSender(eventFrom({ url: 'app://plenum/', parent: null }), contents)).toBe(true)
  })
  test.each([
    ['a foreign page', eventFrom({ url: 'https://evil.invalid/', parent: null })],
    ['a frame within the page', eventFrom({ url: 'app://plenum/', parent: {} })],
    ['a frame that is gone', eventFrom(null)],
    ['another window', eventFrom({ url: 'app://plenum/', parent: null }, {})],
  ])('%s is refused', (_who, event) => expect(isOwnSender(event, contents)).toBe(false))
})

describe('navigation', () => {
  function page() {
    const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>()
    let open: ((details: object) => { action: string }) | null = null
    refuseNavigation()
    const made = {
      on: (name: string, listener: never) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: (details: object) => { action: string }) => (open = handler),
    }
    handlers.get('web-contents-created')?.({} as never, made as never)
    const goes = (name: string, url: string) => {
      const preventDefault = vi.fn()
      listeners.get(name)?.({ url, preventDefault })
      return preventDefault.mock.calls.length === 0
    }
    return { goes, open: () => open?.({ url: 'app://plenum/' }) }
  }

  test.each(['will-navigate', 'will-redirect'])('%s leads nowhere but within the window', (name) => {
    const { goes } = page()
    expect(goes(name, 'app://plenum/runs')).toBe(true)
    expect(goes(name, 'https://example.invalid/')).toBe(false)
    expect(goes(name, 'file:///etc/passwd')).toBe(false)
  })
  test('a webview is never attached', () => expect(page().goes('will-attach-webview', 'app://plenum/')).toBe(false))
  test('no window opens, not even one of ours', () => expect(page().open()).toEqual({ action: 'deny' }))
})

test('every permission is denied, asked for, looked up or for a device', () => {
  const set = new Map<string, (...args: unknown[]) => unknown>()
  const session = new Proxy({}, { get: (_target, key: string) => (handler: never) => set.set(key, handler) })
  denyPermissions(session as never)
  const answer = vi.fn()
  set.get('setPermissionRequestHandler')?.({}, 'geolocation', answer)
  expect(answer).toHaveBeenCalledWith(false)
  expect(set.get('setPermissionCheckHandler')?.({}, 'notifications')).toBe(false)
  expect(set.get('setDevicePermissionHandler')?.({ deviceType: 'hid' })).toBe(false)
})
