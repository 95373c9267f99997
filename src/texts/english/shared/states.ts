/** States of a run, and what one in training is doing. */
export const states = {
  queued: 'queued',
  running: 'running',
  paused: 'paused',
  interrupted: 'interrupted',
  finished: 'finished',
  stopped: 'stopped',
  failed: 'failed',
  diverged: 'diverged',
} as const

export const phases = {
  starting: 'starting',
  training: 'training',
  validating: 'validating',
  evaluating: 'evaluating',
} as const
