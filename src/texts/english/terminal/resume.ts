/** `plenum resume`. */
export const resume = {
  summary: 'Go on with interrupted, paused, stopped or failed runs after their last finished epoch',
} as const
