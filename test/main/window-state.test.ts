import type { BrowserWindow } from 'electron'
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { JsonFile } from '../../src/main/json-file'
import { placeWindow, rememberWindow, windowStateSchema, type WindowState } from '../../src/main/window-state'

const screen = (x: number, y: number, width: number, height: number) => ({ workArea: { x, y, width, height } })
const LARGE = screen(0, 0, 1920, 1048)

describe('the place of the window', () => {
  test('without a memory is the middle of the first screen, no larger than it', () => {
    expect(placeWindow(null, [LARGE])).toEqual({ x: 240, y: 74, width: 1440, height: 900 })
    expect(placeWindow(null, [screen(0, 24, 1280, 720)])).toEqual({ x: 0, y: 24, width: 1280, height: 720 })
  })

  test('is where it was, on whichever screen', () => {
    const second = screen(1920, 0, 2560, 1400)
    const there = { x: 2000, y: 100, width: 1600, height: 1000 }
    expect(placeWindow(there, [LARGE, second])).toEqual(there)
  })

  test('comes back to the first screen when its own was taken away', () => {
    expect(placeWindow({ x: 2000, y: 100, width: 1600, height: 1000 }, [LARGE])).toEqual({ x: 160, y: 24, width: 1600, height: 1000 })
  })

  test('shrinks with its screen, and its title stays within reach', () => {
    expect(placeWindow({ x: -50, y: -10, width: 1600, height: 1000 }, [screen(0, 0, 1366, 728)])).toEqual({
      x: -50,
      y: 0,
      width: 1366,
      height: 728,
    })
    // Below the lower edge and with a sliver at the right edge nobody gets hold of it.
    for (const away of [
      { x: 100, y: 1040, width: 1000, height: 700 },
      { x: 1900, y: 100, width: 1000, height: 700 },
    ]) {
      expect(placeWindow(away, [LARGE])).toEqual({ x: 460, y: 174, width: 1000, height: 700 })
    }
  })
})

describe('the memory of it', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plenum-window-'))
  })
  afterEach(() => {
    vi.useRealTimers()
    rmSync(folder, { recursive: true })
  })

  test('is written once after a flurry of changes, and as the window closes', () => {
    vi.useFakeTimers()
    const write = vi.fn()
    const bounds = { x: 1, y: 2, width: 1000, height: 700 }
    const window = Object.assign(new EventEmitter(), {
      getNormalBounds: () => bounds,
      isMaximized: () => true,
      isFullScreen: () => false,
    })
    rememberWindow(window as unknown as BrowserWindow, { write } as unknown as JsonFile<WindowState>)
    for (let i = 0; i < 20; i++) window.emit('resize')
    expect(write).not.toHaveBeenCalled()
    vi.advanceTimersByTime(500)
    expect(write.mock.calls).toEqual([[{ bounds, maximised: true, fullScreen: false }]])
    window.emit('move')
    window.emit('close')
    expect(write).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(1000)
    expect(write).toHaveBeenCalledTimes(2)
  })

  test('is a file that is read back, and nothing where it is broken or missing', () => {
    const path = join(folder, 'deep', 'window.json')
    const file = new JsonFile(path, windowStateSchema)
    expect(file.read()).toBeNull()
    const state = { bounds: { x: 0, y: 0, width: 900, height: 600 }, maximised: false, fullScreen: false }
    file.write(state)
    expect(file.read()).toEqual(state)
    writeFileSync(path, '{"bounds":')
    expect(file.read()).toBeNull()
    writeFileSync(path, JSON.stringify({ ...state, bounds: { ...state.bounds, width: -5 } }))
    expect(file.read()).toBeNull()
  })
})
