import type { Catalogue } from './catalogue'
import { english } from './english/server'

/** What the lab server says, in the language in use. */
export const say: Catalogue['server'] = english
