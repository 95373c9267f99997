import { english } from './english/desktop'
import type { Said } from './said'

/** The words of menus and dialogs around the window in the language in use. */
export const texts: Said<typeof english> = english
