import type { BrowserWindow, Display, Rectangle } from 'electron'
import { z } from 'zod'
import type { JsonFile } from './json-file'

/** Where the window was: its place when it is neither maximised nor full-screen, in density-independent pixels, and whether it was. */
export const windowStateSchema = z.strictObject({
  bounds: z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }),
  maximised: z.boolean(),
  fullScreen: z.boolean(),
})
export type WindowState = z.infer<typeof windowStateSchema>

/** Sizes in density-independent pixels. */
const SIZE = { width: 1440, height: 900 }
export const LEAST = { width: 900, height: 600 }
/** So much of the window's upper edge (px) must lie on a screen for a person to get hold of it. */
const GRIP = { width: 120, height: 32 }

/**
 * Where the window opens: where it was, no larger than its screen, and wholly on it where its upper edge is on none (a screen was
 * taken away, or is smaller now). Without a memory in the middle of the first screen.
 */
export function placeWindow(remembered: Rectangle | null, displays: readonly Pick<Display, 'workArea'>[]): Rectangle {
  const areas = displays.map(({ workArea }) => workArea)
  const first = areas[0] ?? { x: 0, y: 0, ...SIZE }
  const home = remembered ? areas.find((area) => holdsGrip(area, remembered)) : undefined
  const area = home ?? first
  const wanted = remembered ?? SIZE
  const width = Math.max(Math.min(LEAST.width, area.width), Math.min(wanted.width, area.width))
  const height = Math.max(Math.min(LEAST.height, area.height), Math.min(wanted.height, area.height))
  if (!remembered || !home) {
    return { x: area.x + Math.round((area.width - width) / 2), y: area.y + Math.round((area.height - height) / 2), width, height }
  }
  return { x: remembered.x, y: Math.max(area.y, remembered.y), width, height }
}

function holdsGrip(area: Rectangle, window: Rectangle): boolean {
  const across = Math.min(area.x + area.width, window.x + window.width) - Math.max(area.x, window.x)
  return across >= GRIP.width && window.y >= area.y - GRIP.height && window.y <= area.y + area.height - GRIP.height
}

/** Writes where the window is, soon after each change and as it closes. */
export function rememberWindow(window: BrowserWindow, file: JsonFile<WindowState>, delay = 500): void {
  let timer: NodeJS.Timeout | null = null
  const keep = () => {
    if (timer) clearTimeout(timer)
    timer = null
    file.write({ bounds: window.getNormalBounds(), maximised: window.isMaximized(), fullScreen: window.isFullScreen() })
  }
  const soon = () => {
    timer ??= setTimeout(keep, delay)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('close', keep)
  window.on('closed', () => {
    if (timer) clearTimeout(timer)
  })
}
