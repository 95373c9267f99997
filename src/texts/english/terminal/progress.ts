import { count } from '../../intl'

/** What is told while something is done. */
export const progress = {
  alarm: (run: string, epoch: number, title: string, cause: string, remedy: string, over: number | null, rests: boolean) =>
    `${run}, epoch ${epoch}: ${title}.${over === null ? '' : ` Over since epoch ${over}.`}${
      rests ? ' The run is paused for it: end here with Ctrl-C, and "plenum resume" goes on.' : ''
    } ${cause} ${remedy}`,
  epoch: (epoch: string, epochs: number) => `epoch ${epoch}/${epochs}`,
  left: (span: string) => `${span} left`,
  tokens: (speed: number) => `${count(speed)} tokens/s`,
  mebibytes: (size: number) => `${count(size)} MiB`,
  startAnyway: 'To start it all the same, run "plenum start" with its number in another terminal.',
  diskAgain: 'The disk can be written again: the queue goes on.',
  interrupted: 'Interrupted.',
  resumeHint: (ids: readonly string[]) =>
    `Interrupted. Nothing up to the last finished epoch is lost; go on with: plenum resume ${ids.join(' ')}`,
  cancelled: (what: string) => `Cancelled: ${what}.`,
  decoding: (sentences: number, percent: number) => `Decoding ${count(sentences)} sentences  ${percent} %`,
  after: (sentences: number, message: string) => `After the first ${sentences} sentences: ${message}`,
  importing: (name: string, share: string, message: string) => `Importing ${name}${share}  ${message}`,
  deletedMeanwhile: 'The imported corpus was deleted meanwhile.',
} as const
