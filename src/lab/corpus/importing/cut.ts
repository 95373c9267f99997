import { SPLITS, type Split } from '../../../shared/corpus'
import type { ImportOptions } from '../../../shared/import-options'

/** Sentences to be taken for each split. */
export type CutSizes = Readonly<Record<Split, number>>

/**
 * How many of `sentences` go to each split: the shares rounded, at least one for each missing split, the rest for training.
 * @param missing the splits for which no file was given
 */
export function cutSizes(
  sentences: number,
  missing: ReadonlySet<Split>,
  options: Pick<ImportOptions, 'valid_share' | 'test_share'>,
): CutSizes {
  const size = (split: Split, share: number) => (missing.has(split) ? Math.max(1, Math.round(sentences * share)) : 0)
  const valid = size('valid', options.valid_share)
  const test = size('test', options.test_share)
  return { train: Math.max(0, sentences - valid - test), valid, test }
}

/**
 * Deals sentences, in their order, to splits of exact sizes, each arrangement equally likely: selection sampling
 * (Knuth, TAOCP 2, 3.4.2, algorithm S) with a hash of seed and position as its random number.
 */
export class Cut {
  private readonly left: Record<Split, number>
  private dealt = 0

  constructor(
    sizes: CutSizes,
    private readonly seed: number,
  ) {
    this.left = { ...sizes }
  }

  /** The split of the next sentence. */
  next(): Split {
    const total = this.left.train + this.left.valid + this.left.test
    let draw = uniform(this.seed, this.dealt++) * total
    for (const split of SPLITS) {
      if (draw < this.left[split]) {
        this.left[split]--
        return split
      }
      draw -= this.left[split]
    }
    return 'train'
  }
}

/** A number in [0, 1) from a seed and a position: the murmur3 finaliser, twice. */
function uniform(seed: number, position: number): number {
  return mix(mix(seed ^ 0x9e3779b9) ^ position) / 2 ** 32
}

function mix(value: number): number {
  let h = value >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
