import { expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ Menu: {} }))
const { menuTemplate } = await import('../../src/main/menu')

test("every platform has editing and windows, and macOS the application's own menu first", () => {
  expect(menuTemplate('linux').map(({ role }) => role)).toEqual(['fileMenu', 'editMenu', 'viewMenu', 'windowMenu'])
  expect(menuTemplate('darwin')[0].role).toBe('appMenu')
})
