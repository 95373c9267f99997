import { count } from '../../intl'

interface NamedRun {
  number: number
  name: string
  deleted: boolean
}

/** `run #3 (VAE)`, or the first three of several. */
function named(runs: readonly NamedRun[]): string {
  const names = runs.slice(0, 3).map(({ number, name }) => `#${number} (${name})`)
  const more = runs.length > 3 ? ` and ${count(runs.length - 3)} more` : ''
  return `${runs.length === 1 ? 'run' : 'runs'} ${names.join(', ')}${more}`
}

/** What makes room for the deletion of a corpus: its runs deleted, those in the bin erased. */
function remedy(runs: readonly NamedRun[]): string {
  const them = runs.length === 1 ? 'it' : 'them'
  if (runs.every(({ deleted }) => deleted)) return `${runs.length === 1 ? 'It is' : 'They are'} in the bin: erase ${them} there first.`
  return runs.some(({ deleted }) => deleted)
    ? 'Erase them first, also those in the bin.'
    : `Erase ${them} first: a run in the bin still needs its corpus.`
}

/** Answers to requests that cannot be granted, and what jobs tell of themselves. */
export const requests = {
  corpusInUse: (name: string, runs: readonly NamedRun[]) => `The corpus "${name}" is used by ${named(runs)}. ${remedy(runs)}`,
  noJob: (id: string) => `There is no job "${id}".`,
  cancelled: 'Cancelled.',
  inBin: (run: string) => `${run} is in the bin: restore it first.`,
  noRun: (id: string) => `There is no run "${id}"; it may have been deleted.`,
  noCorpus: (id: string) => `There is no corpus "${id}"; it may have been deleted.`,
  raceOfTwo: 'A race needs at least two objectives.',
  raceTooLarge: (most: number, given: number) =>
    `A race keeps all its members in memory at once: at most ${most} objectives, not ${given}.`,
  raceOfSame: 'A race needs objectives that differ.',
  inBinAlready: (run: string) => `${run} is in the bin already.`,
  starting: 'Starting.',
  evaluated: 'Evaluated.',
  evaluating: 'Evaluating.',
  noCheckpoint: (run: string) => `${run} has no checkpoint yet: one is kept after its first epoch.`,
  wrongAnswer: (given: string | undefined, due: string) => `The worker answered ${given ?? 'nothing'} where ${due} was asked.`,
  noEngine: 'No engine works on this machine, so nothing can be recomputed.',
  selfTest: 'Self-test against the reference figures',
  selfTesting: 'Recomputing the reference figures.',
  selfTested: 'The reference figures were recomputed.',
  selfTestProcess: 'The self-test',
  corpus: 'Corpus',
  sampleThere: 'This sample is imported already.',
  describedAlready: 'The statistics are computed already.',
  openingCorpus: 'Opening the corpus.',
  computed: 'Computed.',
  evaluationOf: (run: string, split: 'train' | 'valid' | 'test') => `${run} on ${split}`,
} as const
