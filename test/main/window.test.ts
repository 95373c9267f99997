import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ BrowserWindow: class {}, screen: {}, app: {} }))
const { reloadAfterCrash } = await import('../../src/main/window')

test('a page whose process died is loaded anew, but not again and again', () => {
  let now = 0
  const contents = Object.assign(new EventEmitter(), { reload: vi.fn() })
  reloadAfterCrash({ webContents: contents } as never, () => now)
  const die = (reason: string) => contents.emit('render-process-gone', {}, { reason, exitCode: 1 })
  die('clean-exit')
  expect(contents.reload).not.toHaveBeenCalled()
  die('crashed')
  now = 5000
  die('oom')
  expect(contents.reload).toHaveBeenCalledOnce()
  now = 15_001
  die('killed')
  expect(contents.reload).toHaveBeenCalledTimes(2)
})
