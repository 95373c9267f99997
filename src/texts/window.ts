import type { Catalogue } from './catalogue'
import { english } from './english/window'

/** The window's words in the language in use. */
export const texts: Catalogue['window'] = english
