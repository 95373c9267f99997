/** `plenum serve`. */
export const serve = {
  options: {
    port: 'Port on loopback; 0: any that is free',
    new_token: 'Make a new token; addresses and windows opened with the old one no longer work',
    open: 'Open the address in the browser',
  },
  summary: 'Offer the window in a browser on this machine, behind a token',
  served: 'Plenum is served at the address above, to this machine only. Ctrl-C ends it.',
} as const
