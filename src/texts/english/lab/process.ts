/** Of the lab as a process: its data folder, the protocol of its doors, the search. */
export const process = {
  closing: 'The lab is closing.',
  storeBusy: 'Another Plenum process has been writing the store for a while: try again in a moment.',
  badHome: (home: string, reason: string) => `The data folder ${home} cannot be used (${reason}). Choose another one with PLENUM_HOME.`,
  noRequest: (method: string) => `There is no request "${method}".`,
  badRequest: (method: string, fault: string) => `The request ${method} does not fit: ${fault}.`,
  badAnswer: (method: string, fault: string) => `The answer to ${method} does not keep the contract: ${fault}.`,
  requestShape: 'A request is { id, method, params }.',
  noSearchAnswer: 'The search gave no answer.',
  plenumCloses: 'Plenum is closing.',
  searchFailed: (reason: string) => `The search ended unexpectedly (${reason}). Search again.`,
  searchEnded: 'The search ended unexpectedly. Search again.',
} as const
