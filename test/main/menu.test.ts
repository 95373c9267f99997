import type { MenuItemConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { MENU_COMMANDS } from '../../src/shared/host'

vi.mock('electron', () => ({ Menu: {} }))
const { menuTemplate } = await import('../../src/main/menu')

const act = { command: vi.fn(), openFiles: vi.fn(), openFolder: vi.fn(), openRecent: vi.fn(), clearRecent: vi.fn() }
const menu = (platform: NodeJS.Platform, recent: string[] = []) => menuTemplate({ platform, recent, developer: false }, act)
const named = (items: MenuItemConstructorOptions[]) => items.map(({ label, role }) => label ?? role)
const itemsOf = (template: MenuItemConstructorOptions[], label: string) =>
  template.find((item) => item.label === label)?.submenu as MenuItemConstructorOptions[]
const every = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...every((item.submenu ?? []) as MenuItemConstructorOptions[])])

test('every platform has editing and windows by their roles; macOS the app first, with About and Quit in it', () => {
  expect(named(menu('linux'))).toEqual(['&File', 'editMenu', '&View', 'windowMenu', '&Help'])
  expect(named(menu('darwin'))).toEqual(['Plenum', '&File', 'editMenu', '&View', 'windowMenu', '&Help'])
  expect(named(itemsOf(menu('darwin'), 'Plenum'))).toContain('quit')
  expect(named(itemsOf(menu('darwin'), '&File')).at(-1)).toBe('close')
  expect(named(itemsOf(menu('win32'), '&File')).at(-1)).toBe('quit')
  expect(named(itemsOf(menu('win32'), '&Help'))).toContain('About Plenum')
})

test("every command of the window's that menus offer is there once on each platform", () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    act.command.mockClear()
    for (const item of every(menu(platform))) (item.click as (() => void) | undefined)?.()
    expect([...new Set(act.command.mock.calls.map(([id]) => id as string))].sort()).toEqual([...MENU_COMMANDS].sort())
  }
})

test('no two items share a key', () => {
  const keys = every(menu('linux')).flatMap(({ accelerator }) => accelerator ?? [])
  expect(new Set(keys).size).toBe(keys.length)
})

test('recent files are named by file, by path where two names are the same, and an ampersand is no key', () => {
  const recent = (paths: string[]) => itemsOf(itemsOf(menu('linux', paths), '&File'), 'Open Recent')
  expect(named(recent(['/a/yelp.txt', '/b/yelp.txt', '/c/R&D.csv'])).slice(0, 3)).toEqual(['/a/yelp.txt', '/b/yelp.txt', 'R&&D.csv'])
  const [first] = recent(['/a/yelp.txt'])
  ;(first.click as () => void)()
  expect(act.openRecent).toHaveBeenCalledWith('/a/yelp.txt')
  expect(recent([])).toEqual([{ label: 'No Recent Corpora', enabled: false }])
})
