import { corpus } from './corpus'

/** Every word that the lab says, a file a room: refusals, faults with their remedy, alarms, states. */
export const english = {
  corpus,
} as const
