import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeCorpus } from '../../../../src/lab/corpus/importing/describe'
import { openCorpus } from '../../../../src/lab/corpus/open'
import { SentenceIndex } from '../../../../src/lab/corpus/importing/sentence-index'
import { SPLITS, type CorpusRecord } from '../../../../src/shared/corpus'
import type { ImportOptions } from '../../../../src/shared/import-options'
import { ImportFixture, lines } from '../import-fixture'

const fixture = new ImportFixture()

/** A corpus of three files; `a b` stands in all of them, twice in the training file. */
async function small(options: Partial<ImportOptions> = {}): Promise<CorpusRecord> {
  return fixture.import(
    [
      await fixture.file('train.txt', 'x\ta b\nx\ta b\ny\ta c c\nx\td\nx\td\nx\td\n'),
      await fixture.file('valid.txt', 'y\ta b\nx\tnew words\n'),
      await fixture.file('test.txt', 'x\ta b\nx\ta b\nx\tnew words\nx\tonly here\n'),
    ],
    options,
  )
}

describe('statistics at import', () => {
  it('count different and repeated sentences, leaks between the splits, and labels that contradict', async () => {
    const { statistics } = await small()
    expect(statistics).toMatchObject({
      distinct: { train: 3, valid: 2, test: 3 },
      repeated: { train: 2, valid: 0, test: 1 },
      // Both `a b` of the test split stand in the training split; they and `new words` in the validation split.
      leaks: { valid_train: 1, test_train: 2, test_valid: 3 },
      conflicts: 1,
      // `a b` is y in the validation split only: all five of it stand with more than one label.
      conflicting: { train: 2, valid: 1, test: 2 },
    })
  })

  it('tell what the most frequent training words cover, beyond the vocabulary too', async () => {
    // d, a: 3 each; c, b: 2 each, of 10 training words. The vocabulary keeps three of the four.
    const { statistics, splits } = await small({ max_vocabulary: 3 })
    expect(statistics).toMatchObject({ different_words: 4, words_once: 0 })
    expect(statistics?.coverage.words).toEqual([1, 2, 3, 4])
    // Equals come by first appearance: a before d, b before c.
    expect(statistics?.coverage.splits.train).toEqual([0.3, 0.6, 0.8, 1])
    expect(statistics?.coverage.splits.valid).toEqual([0.25, 0.25, 0.5, 0.5])
    expect(splits.train.unknown_tokens).toBe(2)
  })

  it('follow the options: what differs only by case is the same once it is lower-cased', async () => {
    const paths = [
      await fixture.file('train.txt', 'A b\na b\nc\n'),
      await fixture.file('valid.txt', 'C\n'),
      await fixture.file('test.txt', 'd\n'),
    ]
    const lower = join(fixture.folder, 'corpora', 'lower')
    expect((await fixture.import(paths)).statistics).toMatchObject({ repeated: { train: 0 }, leaks: { valid_train: 0 } })
    expect((await fixture.import(paths, { lower_case: true }, { directory: lower })).statistics).toMatchObject({
      repeated: { train: 1 },
      leaks: { valid_train: 1 },
    })
  })
})

describe('a corpus of an older version', () => {
  /** Takes from a stored corpus what an older version did not write. */
  async function age(record: CorpusRecord): Promise<void> {
    const { statistics, ...old } = record
    expect(statistics).not.toBeNull()
    await writeFile(join(fixture.directory, 'corpus.json'), JSON.stringify({ format: 1, record: old }))
    for (const split of SPLITS)
      for (const column of ['same', 'unknown'])
        await writeFile(join(fixture.directory, `${split}.${column}`), 'not there').catch(() => undefined)
  }

  it('opens, and computes the very statistics and columns that an import would have', async () => {
    const record = await small()
    const before = await openCorpus(fixture.directory)
    const columns = await Promise.all(SPLITS.map((split) => before.unknown(split)))
    await age(record)
    const old = await openCorpus(fixture.directory)
    expect(old.record.statistics).toBeNull()
    expect(await old.texts('train', 0, 1)).toEqual(['a b'])
    const shares: number[] = []
    const described = await describeCorpus(fixture.directory, new AbortController().signal, (share) => shares.push(share))
    expect(described).toEqual(record)
    expect(shares.at(-1)).toBe(1)
    const after = await openCorpus(fixture.directory)
    expect(after.record).toEqual(record)
    expect(await Promise.all(SPLITS.map((split) => after.unknown(split)))).toEqual(columns)
    const same = await after.same('test')
    expect(same[0]).toBe(same[1])
    expect(new Set(same).size).toBe(3)
  })

  it('stays as it was when computing is broken off', async () => {
    await age(await small())
    const before = await readFile(join(fixture.directory, 'corpus.json'), 'utf8')
    await expect(describeCorpus(fixture.directory, AbortSignal.abort(), () => {})).rejects.toMatchObject({ name: 'AbortError' })
    expect(await readFile(join(fixture.directory, 'corpus.json'), 'utf8')).toBe(before)
  })
})

describe('the index of sentences', () => {
  it('agrees with a set of texts while its tables grow', () => {
    const index = new SentenceIndex()
    const known = new Map<string, number>()
    for (let i = 0; i < 60_000; i++) {
      const text = `sentence ${(i * 7919) % 25_000}`
      const number = index.add(text, i % 3 === 0 ? 'valid' : 'train', null)
      expect(known.get(text) ?? known.size).toBe(number)
      known.set(text, number)
    }
    expect(index.size).toBe(25_000)
    const { distinct, conflicts } = index.statistics()
    expect(distinct.train).toBe(new Set(Array.from({ length: 60_000 }, (_, i) => (i % 3 === 0 ? -1 : (i * 7919) % 25_000))).size - 1)
    expect(conflicts).toBe(0)
  })

  it('tells sentences apart that differ by one character or by order', () => {
    const index = new SentenceIndex()
    const words = Array.from(lines(200, (i) => `w${i}`).matchAll(/w\d+/g), ([word]) => word)
    for (const a of words) for (const b of words) index.add(`${a} ${b}`, 'train', null)
    expect(index.size).toBe(40_000)
  })
})
