import { about } from './about'
import { attention } from './attention'
import { charts } from './charts'
import { commands } from './commands'
import { common } from './common'
import { compare } from './compare'
import { connection } from './connection'
import { corpora, sentences } from './corpora'
import { decoding, details, textEvaluation } from './details'
import { experiment } from './experiment'
import { health } from './health'
import { places } from './places'
import { preview } from './preview'
import { runs } from './runs'
import { settings, settingValues } from './settings'
import { top } from './top'
import { units } from './units'

/** Every word of the window itself, a file a place. No template holds words of its own, which the linter checks. */
export const english = {
  places,
  connection,
  top,
  common,
  corpora,
  sentences,
  preview,
  experiment,
  settings,
  settingValues,
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
