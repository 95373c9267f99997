import { SPLITS, type Split } from '../../../shared/corpus'

const SPLIT_NAMES: Record<Split, RegExp> = {
  train: /^(train(ing)?|trn)(set|data)?\d*$/,
  valid: /^(valid(ation)?|val|dev(el(opment)?)?)(set|data)?\d*$/,
  test: /^(test(ing)?|tst)(set|data)?\d*$/,
}

const named = (word: string): Split | null => SPLITS.find((split) => SPLIT_NAMES[split].test(word)) ?? null

/**
 * The split a file name speaks of, as in `train.txt`, `valid-1k.txt`, `dev.tsv`, `ptb.test.txt`; null where it names none.
 * The first part decides; a later part only where a single split is named.
 */
export function splitOfName(name: string): Split | null {
  const splits = name
    .toLowerCase()
    .split(/[-_. ]+/)
    .map(named)
  const different = new Set(splits.filter((split) => split !== null))
  return splits[0] ?? (different.size === 1 ? [...different][0] : null)
}

/** The split that a value of a column names, as `train`, `Validation`, `dev_set`; null where it names none. */
export const splitOfValue = (value: string): Split | null => named(value.trim().toLowerCase().replace(/[-_ ]/g, ''))
