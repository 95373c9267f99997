/** `plenum pause`, `start` and `stop`. */
export const pause = {
  options: {
    json: 'Print the runs that were asked as JSON on stdout',
  },
  another: 'The process that trains a run does it within a second or two; "plenum runs" shows the states.',
  pause: 'Pause runs that wait or are trained by another Plenum; plenum resume goes on',
  askedToPause: 'asked to pause.',
  start: 'Start runs that wait for memory in another Plenum all the same, as soon as it has a place for them',
  askedToStart: 'asked to start, whatever memory is left.',
  stop: 'Stop runs that are trained by another Plenum; their best checkpoint is kept and evaluated',
  askedToStop: 'asked to stop; its best checkpoint is kept and evaluated.',
} as const
