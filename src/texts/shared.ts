import { english } from './english/shared'
import type { Said } from './said'

/** Words of the contracts, in the language in use. */
export const say: Said<typeof english> = english
