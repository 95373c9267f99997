import { choices } from './choices'
import { corpus } from './corpus'
import { engines } from './engines'
import { estimate } from './estimate'
import { figures } from './figures'
import { generation } from './generation'
import { health } from './health'
import { latent } from './latent'
import { modifiers } from './modifiers'
import { objectives } from './objectives'
import { process } from './process'
import { report } from './report'
import { requests } from './requests'
import { runs } from './runs'
import { store } from './store'
import { training } from './training'
import { verify } from './verify'

/** Every word that the lab says, a file a room: refusals, faults with their remedy, alarms, states. */
export const english = {
  choices,
  corpus,
  engines,
  estimate,
  figures,
  generation,
  health,
  latent,
  modifiers,
  objectives,
  process,
  report,
  requests,
  runs,
  store,
  training,
  verify,
} as const
