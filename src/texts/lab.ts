import { english } from './english/lab'
import type { Said } from './said'

/** What the lab says, in the language in use. */
export const say: Said<typeof english> = english
