import { Menu, type MenuItemConstructorOptions } from 'electron'
import { type MenuCommand, PLACE_IDS } from '../shared/host'
import { menuNames } from './recent'
import { texts } from '../texts/desktop'

/** What the menu's own items do. */
export interface MenuActions {
  /** Something of the window's. */
  command(id: MenuCommand): void
  openFiles(): void
  openFolder(): void
  openRecent(path: string): void
  clearRecent(): void
}

export interface MenuState {
  platform: NodeJS.Platform
  recent: readonly string[]
  /** Whether tools for building the app itself are offered. */
  developer: boolean
}

const SEPARATOR = { type: 'separator' } as const

/** The native menu: what every desktop app has by the system's own roles, and the places and actions of the window. */
export function menuTemplate({ platform, recent, developer }: MenuState, act: MenuActions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const { menu } = texts
  const command = (label: string, id: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator && { accelerator }),
    click: () => act.command(id),
  })
  const about = command(menu.about, 'help.about')
  return [
    ...(mac ? [{ label: texts.name, submenu: macMenu(about) }] : []),
    {
      label: menu.file,
      submenu: [
        command(menu.newExperiment, 'go.experiment', 'CommandOrControl+N'),
        SEPARATOR,
        { label: menu.openFiles, accelerator: 'CommandOrControl+O', click: () => act.openFiles() },
        { label: menu.openFolder, accelerator: 'CommandOrControl+Shift+O', click: () => act.openFolder() },
        { label: menu.recent, submenu: recentMenu(recent, act) },
        SEPARATOR,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: menu.view,
      submenu: [
        command(menu.palette, 'help.palette', 'CommandOrControl+K'),
        SEPARATOR,
        ...PLACE_IDS.map((place, i) => command(menu.places[place], `go.${place}`, `CommandOrControl+${i + 1}`)),
        SEPARATOR,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        SEPARATOR,
        { role: 'togglefullscreen' },
        ...(developer ? ([SEPARATOR, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
      ],
    },
    { role: 'windowMenu' },
    { label: menu.help, role: 'help', submenu: [command(menu.shortcuts, 'help.shortcuts'), ...(mac ? [] : [SEPARATOR, about])] },
  ]
}

const macMenu = (about: MenuItemConstructorOptions): MenuItemConstructorOptions[] => [
  about,
  SEPARATOR,
  { role: 'services' },
  SEPARATOR,
  { role: 'hide' },
  { role: 'hideOthers' },
  { role: 'unhide' },
  SEPARATOR,
  { role: 'quit' },
]

function recentMenu(paths: readonly string[], act: MenuActions): MenuItemConstructorOptions[] {
  if (paths.length === 0) return [{ label: texts.menu.noRecent, enabled: false }]
  const names = menuNames(paths)
  return [
    ...paths.map((path, i) => ({ label: plainLabel(names[i]), click: () => act.openRecent(path) })),
    SEPARATOR,
    { label: texts.menu.clearRecent, click: () => act.clearRecent() },
  ]
}

/** An ampersand in a label would mark a key. */
const plainLabel = (name: string) => name.replaceAll('&', '&&')

export function setMenu(state: MenuState, act: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, act)))
}
