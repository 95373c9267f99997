import type { Catalogue } from './catalogue'
import { english } from './english/shared'

/** Words of the contracts, in the language in use. */
export const say: Catalogue['shared'] = english
