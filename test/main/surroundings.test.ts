import { beforeEach, expect, test, vi } from 'vitest'
import type { PortMessage } from '../../src/shared/port'

const made = vi.hoisted(() => [] as { options: object; listeners: Map<string, () => void>; show: () => void }[])
vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => true
    listeners = new Map<string, () => void>()
    show = vi.fn()
    constructor(readonly options: object) {
      made.push(this)
    }
    on(event: string, listener: () => void) {
      this.listeners.set(event, listener)
    }
  },
}))
const { Surroundings } = await import('../../src/main/surroundings')

let focused = false
const window = { setProgressBar: vi.fn(), isFocused: () => focused }
const app = { window: () => window as never, show: vi.fn(), imported: vi.fn() }

beforeEach(() => {
  made.length = 0
  focused = false
  vi.clearAllMocks()
})

function client() {
  const told: PortMessage[] = []
  return { told, tell: (message: PortMessage) => void told.push(message) }
}

test('a wish of the menu opens the window and waits until one hears it', () => {
  const surroundings = new Surroundings(app)
  surroundings.ask({ kind: 'files', paths: ['/a.txt'] })
  expect(app.show).toHaveBeenCalledOnce()
  const page = client()
  surroundings.connect(page)
  surroundings.ask({ kind: 'command', id: 'go.runs' })
  expect(page.told).toEqual([
    { kind: 'host', event: { kind: 'files', paths: ['/a.txt'] } },
    { kind: 'host', event: { kind: 'command', id: 'go.runs' } },
  ])
  surroundings.disconnect(page)
  surroundings.ask({ kind: 'command', id: 'help.about' })
  expect(page.told).toHaveLength(2)
})

test('progress goes to the taskbar, and away when nothing is under way', () => {
  const surroundings = new Surroundings(app)
  expect(surroundings.hear({ host: { kind: 'progress', share: 0.25, training: 2, paused: false } })).toBe(true)
  expect(surroundings.training).toBe(2)
  surroundings.hear({ host: { kind: 'progress', share: null, training: 0, paused: false } })
  expect(window.setProgressBar.mock.calls).toEqual([
    [0.25, { mode: 'normal' }],
    [-1, { mode: 'normal' }],
  ])
})

test('a notification is shown to one who looks elsewhere, and a click leads to the place', () => {
  const surroundings = new Surroundings(app)
  const page = client()
  surroundings.connect(page)
  const message = { host: { kind: 'notify', title: 'VAE has finished', body: 'yelp', address: '/runs?run=1' } }
  focused = true
  surroundings.hear(message)
  expect(made).toHaveLength(0)
  focused = false
  surroundings.hear(message)
  expect(made[0].options).toEqual({ title: 'VAE has finished', body: 'yelp' })
  expect(made[0].show).toHaveBeenCalledOnce()
  made[0].listeners.get('click')?.()
  expect(app.show).toHaveBeenCalledOnce()
  expect(page.told).toEqual([{ kind: 'host', event: { kind: 'address', address: '/runs?run=1' } }])
})

test("the lab's requests are not for it, and what it does not understand does nothing", () => {
  const surroundings = new Surroundings(app)
  expect(surroundings.hear({ id: 1, method: 'runs.list', params: {} })).toBe(false)
  expect(surroundings.hear(null)).toBe(false)
  expect(surroundings.hear({ host: { kind: 'progress', share: 7, training: 1, paused: false } })).toBe(true)
  expect(surroundings.hear({ host: { kind: 'shell', command: 'rm' } })).toBe(true)
  expect(window.setProgressBar).not.toHaveBeenCalled()
  surroundings.hear({ host: { kind: 'recent', paths: ['/a.txt'] } })
  expect(app.imported).toHaveBeenCalledWith(['/a.txt'])
})
