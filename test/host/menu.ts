import { modelled, NotModelled, onlyOptions } from './refuse'

const ROLES = new Set([
  'appMenu',
  'fileMenu',
  'editMenu',
  'viewMenu',
  'windowMenu',
  'help',
  'quit',
  'close',
  'about',
  'reload',
  'togglefullscreen',
  'toggleDevTools',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'services',
  'hide',
  'hideOthers',
  'unhide',
])
const MODIFIERS = new Set(['CommandOrControl', 'CmdOrCtrl', 'Command', 'Control', 'Alt', 'Shift', 'Super'])

interface Item {
  role?: string
  label?: string
  type?: string
  accelerator?: string
  enabled?: boolean
  click?: () => void
  submenu?: Item[]
}

export const state: { menu: Item[] } = { menu: [] }

/** Checks a template as Electron does, as far as its parts are known here. */
function check(items: Item[]): void {
  for (const item of items) {
    onlyOptions('a menu item', item, ['role', 'label', 'type', 'accelerator', 'enabled', 'click', 'submenu'])
    if (item.role !== undefined && !ROLES.has(item.role)) throw new NotModelled(`the menu role ${item.role}`)
    if (item.role === undefined && item.type !== 'separator' && !item.label)
      throw new Error('Invalid template: a MenuItem needs a label, role or type')
    const keys = item.accelerator?.split('+') ?? ['X']
    if (!keys.slice(0, -1).every((key) => MODIFIERS.has(key)) || !/^([A-Z0-9]|F\d+|[,./])$/.test(keys.at(-1) ?? '')) {
      throw new NotModelled(`the accelerator ${item.accelerator}`)
    }
    if (item.submenu) check(item.submenu)
  }
}

class BuiltMenu {
  readonly items: Item[]
  constructor(items: Item[]) {
    this.items = items
  }
}

export const Menu = modelled('Menu', {
  buildFromTemplate(template: Item[]) {
    check(template)
    return new BuiltMenu(template)
  },
  setApplicationMenu(menu: BuiltMenu) {
    if (!(menu instanceof BuiltMenu)) throw new NotModelled('a menu that was not built from a template')
    state.menu = menu.items
  },
})

/** Chooses an item by its labels from the bar downwards, as a person would; a mark of a key (&) is not part of a label. */
export function choose(labels: string[]): void {
  const shown = (label: string) => label.replace(/&(.)/g, '$1')
  let items = state.menu
  let chosen: Item | undefined
  for (const label of labels) {
    chosen = items.find((item) => item.label !== undefined && shown(item.label) === label)
    if (!chosen) throw new Error(`The menu has no "${label}" among ${items.map((item) => item.label ?? item.role ?? '—').join(', ')}.`)
    items = chosen.submenu ?? []
  }
  if (!chosen?.click || chosen.enabled === false) throw new Error(`"${labels.join(' > ')}" cannot be chosen.`)
  chosen.click()
}

/** The labels of a menu, for a look at what it offers. */
export function labelsOf(label: string): string[] {
  const menu = state.menu.find((item) => item.label?.replace('&', '') === label)
  return (menu?.submenu ?? []).map((item) => item.label ?? item.role ?? '—')
}
