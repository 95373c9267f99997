/** `plenum duplicate`. */
export const duplicate = {
  options: {
    seed: 'A copy for each of these seeds',
  },
  summary: 'Train runs anew with the same configuration, with their own seed or others',
} as const
