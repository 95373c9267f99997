import { execFileSync } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openCorpus } from '../../../src/lab/corpus/open'
import { sampleFile, SAMPLES } from '../../../src/lab/corpus/samples'
import { SAMPLE_IDS } from '../../../src/shared/corpus'
import { ImportFixture } from './import-fixture'

const fixture = new ImportFixture()
const scripts = resolve(import.meta.dirname, '../../../scripts/samples')

describe('sample corpora', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('are described, all of them', () => expect(SAMPLES.map(({ id }) => id)).toEqual([...SAMPLE_IDS]))

  it.each(SAMPLE_IDS)('%s is what its script makes, byte for byte, and below 2 MB', async (id) => {
    await fixture.file('made', '')
    execFileSync(process.execPath, [join(scripts, `${id}.mjs`), fixture.input])
    const file = sampleFile(id)
    expect((await readFile(join(fixture.input, `${id}.tsv`))).equals(await readFile(file))).toBe(true)
    expect((await stat(file)).size).toBeLessThan(2_000_000)
    const licence = await readFile(join(dirname(file), `${id}.LICENSE`), 'utf8').catch(() => null)
    expect(await readFile(join(fixture.input, `${id}.LICENSE`), 'utf8').catch(() => null)).toBe(licence)
  })

  it.each(SAMPLES)('$id imports with labels, no duplicate and no fault', async ({ id, name, sentences }) => {
    const record = await fixture.import([], {}, { source: { sample: id } })
    expect(record).toMatchObject({ name, origin: id })
    expect(record.remarks).toHaveLength(1)
    const { train, valid, test } = record.splits
    expect(train.sentences + valid.sentences + test.sentences).toBe(sentences)
    const corpus = await openCorpus(fixture.directory)
    const texts = (await Promise.all((['train', 'valid', 'test'] as const).map((split) => corpus.texts(split, 0, sentences)))).flat()
    expect(new Set(texts).size).toBe(sentences)
    expect(record.labels.length).toBeGreaterThan(40)
  })

  it('glosses have 3 to 15 words and carry the licence of WordNet', async () => {
    const { splits } = await fixture.import([], {}, { source: { sample: 'glosses' } })
    expect(splits.train.longest).toBe(15)
    expect(splits.train.lengths.slice(0, 3)).toEqual([0, 0, 0])
    expect(await readFile(join(dirname(sampleFile('glosses')), 'glosses.LICENSE'), 'utf8')).toContain('Princeton University')
  })

  it('grammar has every combination of its five factors equally often, in a small vocabulary', async () => {
    const record = await fixture.import([], {}, { source: { sample: 'grammar' } })
    const factors = record.labels.map((label) => label.split('|'))
    expect([0, 1, 2, 3, 4].map((i) => new Set(factors.map((values) => values[i])).size)).toEqual([2, 6, 3, 2, 3])
    expect(record.labels).toHaveLength(216)
    for (const i of record.labels.keys())
      expect(record.splits.train.labels[i] + record.splits.valid.labels[i] + record.splits.test.labels[i]).toBe(56)
    expect(record.vocabulary_size).toBe(316)
  })

  it('are looked for where PLENUM_RESOURCES says', async () => {
    vi.stubEnv('PLENUM_RESOURCES', fixture.folder)
    expect(() => sampleFile('grammar')).toThrow('The sample corpus grammar is missing')
    const path = await fixture.file('../samples/grammar.tsv', 'x')
    expect(sampleFile('grammar')).toBe(path)
  })
})
