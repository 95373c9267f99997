import { plural } from '../../intl'

/** The lab coming and going. */
export const connection = {
  connecting: 'Connecting to the lab…',
  lost: 'The lab is away.',
  restarts: 'It is being started again.',
  interrupted: (names: string, count: number) => `${names} ${count === 1 ? 'was' : 'were'} interrupted.`,
  interruptedHint: (count: number, begun: boolean) =>
    `${count === 1 ? 'It' : 'Each'} ${begun ? 'goes on from its last finished epoch' : 'starts anew, as its first epoch had not ended'}.`,
  manyRuns: (count: number) => plural(count, 'run', 'runs'),
  resume: 'Resume',
  resumeAll: 'Resume all',
  later: 'Later',
  serverAway: 'Its server does not answer. If it has ended, start it again (plenum serve); this window then reconnects by itself.',
  newToken: 'Its server has another token now: open the address that it printed when it was started.',
  uploadFailed: (name: string, why: string) => `${name} could not be sent to the lab: ${why.replace(/\.$/, '')}.`,
  jobLost: 'The lab ended before this was done. Start it again.',
  unanswered: 'The lab went away before it answered.',
  unreadable: (method: string, why: string) => `The lab's answer to ${method} could not be read: ${why}.`,
  retry: 'Try again',
  notRead: "The lab's records could not be read.",
} as const
