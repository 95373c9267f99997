import type { Page } from 'playwright-core'

/** A door of the lab that is open: the window in it, and what a person does around it. */
export interface OpenDoor {
  page: Page
  /** Drops files of the disk in the middle of the window, as a file manager would. */
  drop(paths: string[]): Promise<void>
  /** Ends the app as its user would. */
  close(): Promise<void>
}

export interface Door {
  name: string
  /** Opens the app on a data folder. */
  open(home: string): Promise<OpenDoor>
}

/** The middle of the window, in CSS pixels. */
export async function middle(page: Page): Promise<{ x: number; y: number }> {
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  return { x: Math.round(width / 2), y: Math.round(height / 2) }
}

/** A real drag of files of the disk, by Chromium's own input. */
export async function dropByChromium(page: Page, paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const at = await middle(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data: { items: [], files: paths, dragOperationsMask: 1 } })
  }
  await session.detach()
}
