import { english } from './english/terminal'
import type { Said } from './said'

/** What the command line says, in the language in use. */
export const say: Said<typeof english> = english
