import type { Catalogue } from './catalogue'
import { english } from './english/lab'

/** What the lab says, in the language in use. */
export const say: Catalogue['lab'] = english
