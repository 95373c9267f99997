import { corpus } from './corpus'
import { engines } from './engines'
import { estimate } from './estimate'
import { process } from './process'
import { requests } from './requests'
import { runs } from './runs'
import { store } from './store'

/** Every word that the lab says, a file a room: refusals, faults with their remedy, alarms, states. */
export const english = {
  corpus,
  engines,
  estimate,
  process,
  requests,
  runs,
  store,
} as const
