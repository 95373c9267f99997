import type { english as desktop } from './english/desktop'
import type { english as lab } from './english/lab'
import type { english as server } from './english/server'
import type { english as shared } from './english/shared'
import type { english as terminal } from './english/terminal'
import type { english as window } from './english/window'

/** What a translation provides for the English `T`: the same keys, any words, the same values to put in. */
type Said<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Said<T[Key]> }

/** A language: every word that a person reads, by part. A process reads its own part and the shared one. */
export interface Catalogue {
  window: Said<typeof window>
  desktop: Said<typeof desktop>
  lab: Said<typeof lab>
  server: Said<typeof server>
  terminal: Said<typeof terminal>
  shared: Said<typeof shared>
}
