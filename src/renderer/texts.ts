import { about } from './texts/about'
import { attention } from './texts/attention'
import { charts } from './texts/charts'
import { commands } from './texts/commands'
import { common } from './texts/common'
import { compare } from './texts/compare'
import { connection } from './texts/connection'
import { corpora, sentences } from './texts/corpora'
import { decoding, details, textEvaluation } from './texts/details'
import { experiment } from './texts/experiment'
import { health } from './texts/health'
import { places } from './texts/places'
import { preview } from './texts/preview'
import { runs } from './texts/runs'
import { settings } from './texts/settings'
import { top } from './texts/top'
import { units } from './texts/units'

/**
 * Every English text of the window, one file a place. Functions where a number or a name goes in; what a language says of numbers,
 * dates and plurals is in texts/intl.ts. No template holds words of its own, which the linter checks.
 */
const english = {
  places,
  connection,
  top,
  common,
  corpora,
  sentences,
  preview,
  experiment,
  settings,
  runs,
  charts,
  health,
  compare,
  details,
  decoding,
  textEvaluation,
  commands,
  about,
  attention,
  units,
} as const

type Said<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Said<T[Key]> }

/** What a translation provides: the same keys, any words, the same values to put in. */
export type Catalogue = Said<typeof english>

/** The texts of the language in use. */
export const texts: Catalogue = english
