import type { Catalogue } from './catalogue'
import { english } from './english/terminal'

/** What the command line says, in the language in use. */
export const say: Catalogue['terminal'] = english
