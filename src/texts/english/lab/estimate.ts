import { count, plural } from '../../intl'

const listed = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${count(names.length - 3)} more`

/** What an estimate rests on. */
export const estimate = {
  /** `runs` by their numbers (#3), `measured` where steps were taken: how many trained at a time, and whether others did too. */
  basis: (runs: readonly string[], measured: { together: number; threads: number; busy: number } | null) => {
    const parts: string[] = []
    if (runs.length > 0) parts.push(`as ${runs.length === 1 ? 'run' : 'runs'} ${listed(runs)} took here`)
    if (measured)
      parts.push(
        `measured here by a few steps on this corpus, ${measured.together === 1 ? 'alone' : `${measured.together} at a time`} with ${plural(measured.threads, 'thread', 'threads')}${measured.busy > 0 ? ', while other runs train and slow it' : ''}`,
      )
    const text = parts.join('; ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}. All epochs are counted; a run that ends early takes less.`
  },
  process: 'The process that measures for the estimate',
  superseded: 'A newer estimate was asked for.',
} as const
