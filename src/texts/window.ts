import { english } from './english/window'
import type { Said } from './said'

/** The window's words in the language in use. */
export const texts: Said<typeof english> = english
