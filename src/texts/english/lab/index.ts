import { choices } from './choices'
import { corpus } from './corpus'
import { engines } from './engines'
import { estimate } from './estimate'
import { health } from './health'
import { modifiers } from './modifiers'
import { objectives } from './objectives'
import { process } from './process'
import { requests } from './requests'
import { runs } from './runs'
import { store } from './store'

/** Every word that the lab says, a file a room: refusals, faults with their remedy, alarms, states. */
export const english = {
  choices,
  corpus,
  engines,
  estimate,
  health,
  modifiers,
  objectives,
  process,
  requests,
  runs,
  store,
} as const
