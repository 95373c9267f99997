import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCorpus } from '../../../../src/lab/corpus/open'
import { corpusSchema, SPLITS } from '../../../../src/shared/corpus'
import { allTexts, idsOf, ImportFixture, lines } from '../import-fixture'

const fixture = new ImportFixture()
const notices = (corpus: { record: { remarks: { message: string }[] } }) => corpus.record.remarks.map(({ message }) => message)

async function threeFiles(train: string, valid = 'a b\n', test = 'a b\n'): Promise<string[]> {
  return [await fixture.file('train.txt', train), await fixture.file('valid.txt', valid), await fixture.file('test.txt', test)]
}

describe('vocabulary', () => {
  it('orders training words by frequency, then first appearance, after the four special symbols', async () => {
    const corpus = await fixture.imported(await threeFiles('c b a\na b\nd c b\n'))
    expect(corpus.words).toEqual(['<pad>', '<s>', '</s>', '<unk>', 'b', 'c', 'a', 'd'])
    expect(corpus.record.vocabulary_size).toBe(8)
  })

  it('never takes words of the validation and test files', async () => {
    const corpus = await fixture.imported(await threeFiles('a b\nb a\n', 'a new\n', 'other b b\n'))
    expect(corpus.words.slice(4)).toEqual(['a', 'b'])
    expect(await idsOf(corpus, 'valid')).toEqual([[1, 4, 3, 2]])
    expect(await idsOf(corpus, 'test')).toEqual([[1, 3, 5, 5, 2]])
    expect(corpus.record.splits.valid).toMatchObject({ tokens: 2, unknown_tokens: 1 })
    expect(await allTexts(corpus, 'test')).toEqual(['other b b'])
  })

  it('is limited by min_count and max_vocabulary', async () => {
    const paths = await threeFiles('a a a b b c\nd d d d\n')
    const frequent = await fixture.imported(paths, { min_count: 2, max_vocabulary: 2 })
    expect(frequent.words.slice(4)).toEqual(['d', 'a'])
    expect(frequent.record.splits.train.unknown_tokens).toBe(3)
  })

  it('keeps all of many distinct words, long ones too', async () => {
    const corpus = await fixture.imported(await threeFiles(lines(20_000, (i) => `word${i} averylongwordwithnumber${i}`)))
    expect(corpus.record.vocabulary_size).toBe(40_004)
    expect(corpus.words[4 + 2 * 19_999 + 1]).toBe('averylongwordwithnumber19999')
    expect(corpus.record.splits.train.unknown_tokens).toBe(0)
  })

  it('reads <unk> as unknown, and the other special symbols too, with a notice', async () => {
    const corpus = await fixture.imported(await threeFiles('a <unk> b\n<s> a </s>\n<pad> <b> a\n'))
    expect(corpus.words.slice(4)).toEqual(['a', 'b', '<b>'])
    expect(await idsOf(corpus, 'train')).toEqual([
      [1, 4, 3, 5, 2],
      [1, 3, 4, 3, 2],
      [1, 3, 6, 4, 2],
    ])
    expect(notices(corpus)).toContainEqual(
      expect.stringContaining('2 lines of train.txt with <s>, </s> or <pad> as a word (the first is line 2)'),
    )
  })

  it('lower-cases only when asked', async () => {
    const paths = await threeFiles('The the\nTHE end\n')
    expect((await fixture.imported(paths)).words.slice(4)).toEqual(['The', 'the', 'THE', 'end'])
    const other = join(fixture.folder, 'corpora', 'lower')
    await fixture.import(paths, { lower_case: true }, { directory: other })
    expect((await openCorpus(other)).words.slice(4)).toEqual(['the', 'end'])
  })
})

describe('splits', () => {
  const numbered = (count: number) => lines(count, (i) => `sentence number ${i}`)

  it('cuts a single file into exact shares that together are the file', async () => {
    const corpus = await fixture.imported([await fixture.file('all.txt', numbered(1000))], { valid_share: 0.15, test_share: 0.05 })
    const parts = await Promise.all(SPLITS.map((split) => allTexts(corpus, split)))
    expect(parts.map((texts) => texts.length)).toEqual([800, 150, 50])
    expect(new Set(parts.flat()).size).toBe(1000)
    expect(notices(corpus)).toContain('150 sentences for validation and 50 sentences for test cut from all.txt by seed 783435.')
  })

  it('cuts alike for one seed, differently for another, and evenly over the file', async () => {
    const path = await fixture.file('all.txt', numbered(4000))
    const valid = async (seed: number, name: string) => {
      const directory = join(fixture.folder, 'corpora', name)
      const { hash } = await fixture.import([path], { seed }, { directory })
      return { hash, texts: await allTexts(await openCorpus(directory), 'valid') }
    }
    const first = await valid(1, 'a')
    expect(await valid(1, 'b')).toEqual(first)
    const second = await valid(2, 'c')
    expect(second.hash).not.toBe(first.hash)
    const common = second.texts.filter((text) => first.texts.includes(text)).length
    expect(common).toBeLessThan(90) // 40 are expected of 400; a repeated cut would have 400
    const early = first.texts.filter((text) => Number(text.split(' ')[2]) < 2000).length
    expect(early).toBeGreaterThan(150) // 200 are expected, with a standard deviation of 9.5
    expect(early).toBeLessThan(250)
  })

  it('takes a folder with train, dev and test as one corpus named after the folder', async () => {
    await fixture.file('tales/train.txt', numbered(40))
    await fixture.file('tales/dev.txt', numbered(3))
    await fixture.file('tales/test.txt', numbered(2))
    await fixture.file('tales/README.md', 'about')
    const { record } = await fixture.imported([join(fixture.input, 'tales')])
    expect(record.name).toBe('tales')
    expect(SPLITS.map((split) => record.splits[split].sentences)).toEqual([40, 3, 2])
    expect(record.remarks).toEqual([])
  })

  it('cuts what a folder lacks from its training file and says so', async () => {
    await fixture.file('train.txt', numbered(100))
    await fixture.file('test-2k.txt', numbered(7))
    const corpus = await fixture.imported([fixture.input])
    expect(SPLITS.map((split) => corpus.record.splits[split].sentences)).toEqual([90, 10, 7])
    expect(notices(corpus)).toContain('There is no validation file: 10 sentences for validation cut from train.txt by seed 783435.')
  })

  it('reads files without a split in their names as one text', async () => {
    const paths = [await fixture.file('one.txt', numbered(60)), await fixture.file('two.txt', numbered(40))]
    const corpus = await fixture.imported(paths)
    expect(SPLITS.map((split) => corpus.record.splits[split].sentences)).toEqual([80, 10, 10])
    expect(notices(corpus)[0]).toContain('The names of the 2 files tell no splits')
  })
})

describe('record and stored form', () => {
  it('fits the schema and counts lengths, tokens and labels', async () => {
    const paths = await threeFiles('1\ta b c\n0\ta\n1\tb b b\n', '1\ta\n', '2\tb\n')
    const { record } = await fixture.imported(paths, { max_length: 3 })
    expect(corpusSchema.parse(record)).toEqual(record)
    expect(record.labels).toEqual(['0', '1', '2'])
    expect(record.splits.train).toEqual({
      sentences: 3,
      tokens: 7,
      unknown_tokens: 0,
      longest: 3,
      lengths: [0, 1, 0, 2],
      labels: [1, 2, 0],
    })
    expect(record.splits.test.labels).toEqual([0, 0, 1])
    expect(record.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(record.origin).toBe(paths.join(', '))
  })

  it('gives texts and labels at random places, and splits whole', async () => {
    const path = await fixture.file(
      'train.tsv',
      lines(500, (i) => `l${i % 3}\tzählen  \t wir ${i} 🙂`),
    )
    const paths = [path, await fixture.file('valid.tsv', 'l0\tx\n'), await fixture.file('test.tsv', 'l1\tx\n')]
    const corpus = await fixture.imported(paths, { layout: 'lines' })
    expect(await corpus.texts('train', 498, 10)).toEqual(['zählen wir 498 🙂', 'zählen wir 499 🙂'])
    expect(await corpus.labels('train', 3, 4)).toEqual(['l0', 'l1', 'l2', 'l0'])
    expect(await corpus.texts('train', 500, 10)).toEqual([])
    const split = await corpus.split('train')
    expect(split.offsets).toHaveLength(501)
    expect(split.labels?.slice(0, 4)).toEqual(Uint16Array.of(0, 1, 2, 0))
    expect(split.tokens).toHaveLength(500 * 6)
  })

  it('has no labels where the text has none', async () => {
    const corpus = await fixture.imported(await threeFiles('a b\nb a\n'))
    expect((await corpus.split('train')).labels).toBeNull()
    expect(await corpus.labels('train', 0, 1)).toEqual([null])
    expect(corpus.record.splits.train.labels).toEqual([])
  })

  it('changes its hash with a single word', async () => {
    const first = await fixture.import(await threeFiles('a b\nb a\n'))
    const second = await fixture.import(await threeFiles('a b\nb b\n'), {}, { directory: join(fixture.folder, 'corpora', 'two') })
    expect(second.hash).not.toBe(first.hash)
  })

  it('refuses a missing, a later and a damaged corpus in a sentence', async () => {
    await expect(openCorpus(fixture.directory)).rejects.toMatchObject({ code: 'not_found' })
    await fixture.import(await threeFiles('a b\nb a\n'))
    const path = join(fixture.directory, 'corpus.json')
    const stored = JSON.parse(await readFile(path, 'utf8')) as { format: number }
    await writeFile(path, JSON.stringify({ ...stored, format: stored.format + 1 }))
    await expect(openCorpus(fixture.directory)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('later version') as string,
    })
    await writeFile(path, '{"format":1}')
    await expect(openCorpus(fixture.directory)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('damaged') as string,
    })
    await writeFile(path, JSON.stringify(stored))
    await writeFile(join(fixture.directory, 'train.tokens'), 'x')
    const corpus = await openCorpus(fixture.directory)
    await expect(corpus.split('train')).rejects.toMatchObject({ code: 'failed' })
    const { tokens, sentences } = corpus.record.splits.train
    await writeFile(join(fixture.directory, 'train.tokens'), Buffer.alloc(4 * (tokens + 2 * sentences), 0xee))
    await expect(corpus.split('train')).rejects.toThrow(
      /train\.tokens names words that are not in its vocabulary\. Import its text again\.$/,
    )
  })
})

describe('progress and cancel', () => {
  it('tells a share that rises from 0 to 1', async () => {
    const shares: (number | null)[] = []
    const path = await fixture.file(
      'all.txt',
      lines(100_000, (i) => `a sentence about ${i % 100}`),
    )
    await fixture.import([path], {}, { onProgress: (share) => shares.push(share) })
    expect(shares[0]).toBe(0)
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual([...shares].sort((a, b) => Number(a) - Number(b)))
    expect(shares.length).toBeGreaterThan(6)
  })

  it.each(['Reading the sentences.', 'Counting the words.', 'Encoding the sentences.'])(
    'leaves nothing behind when cancelled while %s',
    async (stage) => {
      const path = await fixture.file(
        'all.txt',
        lines(100_000, (i) => `a sentence about ${i % 100}`),
      )
      const abort = new AbortController()
      const onProgress = (...[, message]: [number | null, string]) => {
        if (message === stage) abort.abort()
      }
      await expect(fixture.import([path], {}, { signal: abort.signal, onProgress })).rejects.toMatchObject({ name: 'AbortError' })
      expect(await fixture.stored()).toEqual([])
    },
  )

  it('leaves nothing behind after a fault that appears only while encoding', async () => {
    const path = await fixture.file(
      'all.txt',
      lines(1000, (i) => `a sentence about ${i}`),
    )
    const spoil: Promise<void>[] = []
    const onProgress = (...[, message]: [number | null, string]) => {
      if (message === 'Counting the words.' && spoil.length === 0) spoil.push(writeFile(path, 'something else\n'))
    }
    await expect(fixture.import([path], {}, { onProgress })).rejects.toThrow('all.txt was changed while it was being read')
    await Promise.all(spoil)
    expect(await fixture.stored()).toEqual([])
  })

  it('clears what a killed import left, and never touches an existing corpus', async () => {
    const path = await fixture.file(
      'all.txt',
      lines(100, (i) => `a sentence about ${i}`),
    )
    await mkdir(join(fixture.folder, 'corpora', '.one.importing'), { recursive: true })
    await writeFile(join(fixture.folder, 'corpora', '.one.importing', 'train.tokens'), 'half')
    await fixture.import([path])
    expect(await fixture.stored()).toEqual(['one'])
    const before = await stat(join(fixture.directory, 'corpus.json'))
    await expect(fixture.import([path])).rejects.toThrow('exists already')
    expect((await stat(join(fixture.directory, 'corpus.json'))).mtimeMs).toBe(before.mtimeMs)
    expect(await fixture.stored()).toEqual(['one'])
  })
})
