import { count } from '../../intl'

/** A split in a sentence. */
const splits = { train: 'train', valid: 'valid', test: 'test' } as const
type Split = keyof typeof splits

/** A comparison in words: contexts, remarks, captions and heads of the table that the window copies and the command line prints. */
export const comparison = {
  preset: (preset: string) => `preset ${preset}`,
  seed: (seed: number) => `seed ${seed}`,
  corpus: (id: string) => `corpus ${id}`,
  partly: (method: string, metric: string, defined: number, all: number) =>
    `${method}: ${metric} is defined for ${defined} of ${all} runs, and is the mean of those.`,
  latestCounts: (method: string, runs: number, seed: number, latest: number) =>
    `${method}: of ${runs} runs of seed ${seed} the latest counts, #${latest}.`,
  notEvaluated: (method: string, missing: number, all: number, split: Split) =>
    all === 1
      ? `${method} is not evaluated on ${splits[split]}.`
      : `${method}: ${missing} of ${all} runs are not evaluated on ${splits[split]}.`,

  method: 'Method',
  seeds: 'Seeds',
  less: 'less published',
  source: (title: string, sentences: number, preset: string) => `${title} (${count(sentences)} test sentences, preset ${preset})`,
  /** A preset, and what differs from it, such as `epochs 20`. */
  settings: (preset: string, changed: readonly string[]) => `preset ${preset}${changed.length > 0 ? ` with ${changed.join(', ')}` : ''}`,
  split: (split: Split, sentences: number | null) =>
    `${splits[split]} split${sentences === null ? '' : ` (${count(sentences)} sentences)`}`,
  overSeeds: 'mean ± standard deviation over seeds',
  ceiling: (sentences: number, value: string) => `MI cannot exceed ln ${count(sentences)} = ${value} nats.`,
  halfWidths: 'of a single run ± half the width of its 95 % interval',
} as const
