import type { Catalogue } from './catalogue'
import { english } from './english/desktop'

/** The words of menus and dialogs around the window in the language in use. */
export const texts: Catalogue['desktop'] = english
