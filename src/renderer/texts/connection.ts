/** The lab coming and going. */
export const connection = {
  connecting: 'Connecting to the lab…',
  lost: 'The lab is away.',
  serverAway: 'Its server does not answer; this window reconnects by itself.',
  newToken: 'Its server was started anew: open the address that it printed then.',
  uploadFailed: (name: string, why: string) => `${name} could not be sent to the lab: ${why.replace(/\.$/, '')}.`,
  retry: 'Try again',
  notRead: "The lab's records could not be read.",
} as const
