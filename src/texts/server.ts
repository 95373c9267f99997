import { english } from './english/server'
import type { Said } from './said'

/** What the lab server says, in the language in use. */
export const say: Said<typeof english> = english
