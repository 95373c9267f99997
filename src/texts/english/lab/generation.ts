/** Decoding that cannot be. */
export const generation = {
  noProbabilities: 'The decoder answers no probabilities of words: its parameters hold values that are not finite.',
} as const
