/** Engines: why one cannot be used and what would help. */
export const engines = {
  none: (id: string, known: string) => `There is no engine "${id}"; choose one of ${known}.`,
  away: (id: string, reason: string) => `The engine "${id}" is not available here. ${reason}`,
} as const
