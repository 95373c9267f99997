import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ BrowserWindow: class {}, screen: {}, app: {}, dialog: {} }))
const { reloadAfterCrash } = await import('../../src/main/window')

/** A window whose page dies as it is told. */
function aWindow() {
  const contents = Object.assign(new EventEmitter(), { reload: vi.fn() })
  const window = { webContents: contents, close: vi.fn() }
  return { window, contents, die: (reason: string) => contents.emit('render-process-gone', {}, { reason, exitCode: 1 }) }
}

test('a page whose process died is loaded anew', () => {
  const { window, contents, die } = aWindow()
  const mayAgain = vi.fn()
  let now = 0
  reloadAfterCrash(window as never, mayAgain, () => now)
  die('clean-exit')
  expect(contents.reload).not.toHaveBeenCalled()
  die('crashed')
  now = 15_000
  die('killed')
  expect(contents.reload).toHaveBeenCalledTimes(2)
  expect(mayAgain).not.toHaveBeenCalled()
})

test.each([true, false])('one that dies again at once is loaded or closed as its user wishes (%s)', async (wish) => {
  const { window, contents, die } = aWindow()
  let now = 0
  reloadAfterCrash(
    window as never,
    () => Promise.resolve(wish),
    () => now,
  )
  die('crashed')
  now = 5000
  die('oom')
  await Promise.resolve()
  expect(contents.reload).toHaveBeenCalledTimes(wish ? 2 : 1)
  expect(window.close).toHaveBeenCalledTimes(wish ? 0 : 1)
})

test('one that is closed while it is asked about ends nothing else', async () => {
  const { window, die } = aWindow()
  const destroyed = () => {
    throw new TypeError('Object has been destroyed')
  }
  window.close.mockImplementation(destroyed)
  reloadAfterCrash(
    window as never,
    () => Promise.resolve(false),
    () => 0,
  )
  die('crashed')
  die('crashed')
  // A rejection that nobody hears would end this process after a turn of its loop.
  await new Promise((resolve) => setImmediate(resolve))
  expect(window.close).toHaveBeenCalledOnce()
})
