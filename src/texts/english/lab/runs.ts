import { count } from '../../intl'

const mebibytes = (number: number): string => `${count(number)} MiB`
const place = (limited: boolean): string => (limited ? 'that this container may take' : 'of this machine')
const LESS_MEMORY = 'Fewer runs at once, a smaller batch, hidden width or vocabulary, or shorter sentences need less.'

/** Of runs and their queue: states with what helps, ends and what another process does. */
export const runs = {
  title: (number: number, name: string) => `Run #${number} (${name})`,
  /** Refusal of what cannot be done to a run; `run` is its title, `hint` says what would be right. */
  refusal: (run: string, state: string, hint: string) => `${run} is ${state}: ${hint}.`,
  /** Why a run in such a state cannot be continued. */
  continueHints: {
    queued: 'it has yet to train what was asked for',
    running: 'it has yet to train what was asked for',
    paused: 'resume or stop it first',
    interrupted: 'resume it first',
    failed: 'resume it first',
    diverged: 'its loss stopped being a number, and would again; start a new run with a smaller learning rate',
  },
  noLast: (run: string) => `${run} has no last checkpoint to go on from; duplicate it to train it anew.`,
  tooManyEpochs: (run: string, has: number, more: number) =>
    `${run} has ${has} epochs; with ${more} more it would pass the most that a run may have.`,

  /** Ends of a process that it did not tell of itself; `what` as in "The training process". */
  ends: {
    notStarted: (what: string, error: string) => `${what} could not be started: ${error}.`,
    /** `used`: MiB it took when it was last asked; null where that is unknown. */
    killedForMemory: (what: string, used: number | null) =>
      `${what} was ended by the system because memory ran out${used === null ? '' : `; it took ${mebibytes(used)}`}. ${LESS_MEMORY}`,
    killedFromOutside: (what: string) => `${what} was killed from outside (SIGKILL); the system itself ended nothing for want of memory.`,
    killed: (what: string) => `${what} was killed (SIGKILL), most likely because memory ran out. ${LESS_MEMORY}`,
    outside: (what: string, signal: string) => `${what} was ended from outside (${signal}).`,
    memory: (what: string) => `${what} ran out of memory. ${LESS_MEMORY}`,
    crashed: (what: string, signal: string, said: string | null) => `${what} crashed (${signal})${said === null ? '.' : `: ${said}.`}`,
    code: (what: string, code: number | null, said: string | null) =>
      `${what} ended unexpectedly with exit code ${code}${said === null ? '.' : `: ${said}.`}`,
  },
  resumeFrom: (epoch: number) => (epoch > 0 ? `Resume continues after epoch ${epoch}.` : 'Resume starts it anew.'),
  processes: {
    training: 'The training process',
    train: 'The process for this training',
    probe: 'The process for this measurement',
    evaluate: 'The process for this evaluation',
    figure: 'The process for this figure',
    reconstruct: 'The process for this reconstruction',
    sample: 'The process for this sampling',
    interpolate: 'The process for this interpolation',
  },

  /** What is wrong with the data folder's disk. */
  disk: {
    full: (folder: string) => `The disk of the data folder ${folder} is full: free some space there.`,
    'read-only': (folder: string) => `The data folder ${folder} is read-only: make its disk writable again.`,
    denied: (folder: string) => `Plenum may not write into the data folder ${folder}: give your user the right to.`,
    failing: (folder: string) => `The disk of the data folder ${folder} fails to read or write: check its connection and its health.`,
    files: (folder: string) =>
      `The disk of the data folder ${folder} can hold no more files, though it may have space: delete files that are no longer needed there.`,
    gone: (folder: string) =>
      `The data folder ${folder} was moved, deleted or taken off the system: put it back where it was, or close Plenum and open it again.`,
    busy: () => 'Another Plenum process has been writing the store for a while: end it where it hangs.',
    damaged: (folder: string) =>
      `The store plenum.db in the data folder ${folder} is damaged, and nothing more is written to it: close Plenum, and open it again to be told what helps.`,
    held: (fault: string) => `${fault} Until then the queue waits, and what was training is paused.`,
    short: (free: number, wanted: number, folder: string) =>
      `Only ${free} MiB are free on the disk of the data folder ${folder}, and the runs need ${wanted} MiB to keep their checkpoints: free some space there.`,
  },
  /** Memory in MiB. `limited`: what this process's container may take counts, not the machine. */
  memory: {
    waits: (run: string, need: number, left: number, total: number, limited: boolean, alone: boolean) =>
      `${run} waits for memory: it needs about ${mebibytes(need)}, and of the ${mebibytes(total)} ${place(limited)} ${mebibytes(left)} ${alone ? 'are left. Close other programs, or train it with a smaller batch, hidden width or vocabulary' : 'are left beside what trains. It starts when a run has ended or other programs have given memory back'}.`,
    low: (left: number, total: number, limited: boolean, run: string, used: number) =>
      `Only ${mebibytes(left)} of the ${mebibytes(total)} ${place(limited)} are left, and ${run} takes ${mebibytes(used)}: stop a run or close other programs before the system ends one for want of memory.`,
  },
  notStored: (reason: string) => `What it measured could not be stored (${reason}).`,
  notInBin: (run: string) => `${run} is not in the bin.`,
  changedElsewhere: (run: string) => `${run} was changed by another Plenum process just now; try again.`,
  foreign: (process: number) => `it belongs to another Plenum process (number ${process}), which alone can change it`,
  ownerHangs: (process: number) =>
    `the Plenum process (number ${process}) to which it belongs does not answer; once that is ended, it can be resumed here`,
  taken: 'another Plenum process has just taken it on',
  folderGone: 'The folder with its checkpoints was deleted or moved while it was training.',
  badLast: 'its last checkpoint is missing or cannot be read; duplicate it to train it anew',
  wouldDiverge: 'its loss stopped being a number, and would again; start a new run with a smaller learning rate',
  notResumable: 'only an interrupted, paused, stopped or failed run can be resumed',
  endedBefore: 'Plenum ended before it began.',
  endedWhile: 'Plenum ended while it was training.',
  notPausable: 'only a queued or running run can be paused',
  pausedBefore: 'Paused before it began.',
  inTraining: 'it is being trained already',
  notWaiting: 'only a queued run can wait for memory',
  notStoppable: 'only a queued, running or paused run can be stopped',
  stoppedAfter: (epoch: number) => `Stopped after epoch ${epoch}.`,
  stoppedBefore: 'Stopped before it began.',
  stopFirst: 'stop it before deleting it',
  closedBefore: 'Plenum was closed before its turn.',
  closedWhile: 'Plenum was closed while it was training.',
  closing: 'Plenum is closing.',
  deletedMeanwhile: 'Its run was deleted meanwhile.',
  silent: (minutes: number) =>
    `Its process has said nothing for ${minutes} minutes and may hang. Stop ends it; it can then be resumed after its last finished epoch.`,
  endedSilent: 'Its process said nothing any more and was ended.',
  cancelled: 'The work was cancelled.',
  notStarted: (reason: string) => `The run could not be started: ${reason}.`,
  noEpoch: 'The run has no checkpoint yet: it has not finished an epoch.',
} as const
