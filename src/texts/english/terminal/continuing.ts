/** `plenum continue`. */
export const continuing = {
  summary: 'Train finished or stopped runs for more epochs, from their last checkpoint',
  details: [
    'The figures are those of a run that had been asked for all of its epochs at first. One that ended because its learning rate had',
    'decayed as often as allowed is allowed as many decays more. For an interrupted run: plenum resume.',
  ].join('\n'),
  howMany: 'How many more',
  needsEpochs: '--epochs is needed: how many more.',
} as const
