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
])

interface Item {
  role?: string
  label?: string
  type?: string
  accelerator?: string
  click?: () => void
  submenu?: Item[]
}

export const state: { menu: Item[] } = { menu: [] }

/** Checks a template as Electron does, as far as its parts are known here. */
function check(items: Item[]): void {
  for (const item of items) {
    onlyOptions('a menu item', item, ['role', 'label', 'type', 'accelerator', 'click', 'submenu'])
    if (item.role !== undefined && !ROLES.has(item.role)) throw new NotModelled(`the menu role ${item.role}`)
    if (item.role === undefined && item.type !== 'separator' && !item.label)
      throw new Error('Invalid template: a MenuItem needs a label, role or type')
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
