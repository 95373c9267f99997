import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { previewCorpus } from '../../../../src/lab/corpus/importing/preview'
import type { ImportOptions } from '../../../../src/shared/import-options'
import { allTexts, ImportFixture, lines } from '../import-fixture'

const fixture = new ImportFixture()
const good = lines(60, (i) => `a good sentence ${i}`)
const labelled = lines(60, (i) => `${i % 2}\ta good sentence ${i}`)

function spoilt(bytes: Buffer): Buffer {
  bytes[40] ^= 0xff
  return bytes
}

/** Both the import and the preview must tell the same sentence, and the import must leave nothing. */
async function refuses(paths: string[], message: RegExp, options: Partial<ImportOptions> = {}): Promise<void> {
  await expect(fixture.import(paths, options)).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringMatching(message) as string,
  })
  expect(await fixture.stored()).toEqual([])
  const { remarks } = await previewCorpus(paths, options)
  expect(remarks.filter(({ kind }) => kind === 'problem').map((remark) => remark.message)).toContainEqual(expect.stringMatching(message))
}

async function notices(paths: string[], options: Partial<ImportOptions> = {}): Promise<string[]> {
  const { record } = await fixture.imported(paths, options)
  return record.remarks.map(({ message }) => message)
}

describe('files that cannot be read', () => {
  it('refuses a missing file, an empty one, blank lines only, a folder without text and a special file', async () => {
    await refuses([join(fixture.folder, 'gone.txt')], /^gone\.txt is not there; .*gone\.txt\)\.$/)
    await refuses([await fixture.file('empty.txt', '')], /^empty\.txt is empty/)
    await refuses([await fixture.file('blank.txt', '\n  \n\r\n')], /^blank\.txt holds nothing but blank lines/)
    await mkdir(join(fixture.folder, 'bare'))
    await refuses([join(fixture.folder, 'bare')], /^The folder bare holds no text files\. Put train\.txt/)
    if (process.platform === 'linux') await refuses(['/dev/zero'], /^zero is not an ordinary file/)
  })

  it.each<[string, Buffer, RegExp]>([
    ['nul.txt', Buffer.from('good line\nbad \0 line\n'), /^nul\.txt is not a text file: line 2 holds a NUL byte/],
    ['late.txt', Buffer.from(`${lines(20_000, () => 'good line')}\0`), /^late\.txt is not a text file: line 20001 holds a NUL byte/],
    ['packed.txt', Buffer.from([0x1f, 0x8b, 8, 1, 1, 1]), /^packed\.txt cannot be unpacked: it ends in the middle/],
    ['twice.txt.gz', gzipSync(gzipSync('a sentence\n')), /^twice\.txt\.gz is not a text file: it is packed by gzip twice/],
    ['half.txt.gz', gzipSync(good).subarray(0, 60), /^half\.txt\.gz cannot be unpacked: it ends in the middle/],
    ['odd.txt.gz', spoilt(gzipSync(good)), /^odd\.txt\.gz cannot be unpacked: its bytes do not fit/],
    ['book.txt', Buffer.from('%PDF-1.7\nx'), /it is a PDF document/],
    [
      'noise.txt',
      Buffer.from(Array.from({ length: 4000 }, (_, i) => 1 + ((i * 97) % 255))),
      /^noise\.txt is not a text file: it holds control characters/,
    ],
  ])('refuses the binary file %s', async (name, bytes, message) => {
    await refuses([await fixture.file(name, bytes)], message)
  })
})

describe('encodings', () => {
  it('reads UTF-8 with a byte order mark, CRLF, old CR line ends and a missing last line end', async () => {
    const text = 'eins zwei\r\ndrei\r\nvier fünf'
    const paths = [
      await fixture.file('train.txt', `\ufeff${text}`),
      await fixture.file('valid.txt', text.replaceAll('\r\n', '\r')),
      await fixture.file('test.txt', text),
    ]
    const corpus = await fixture.imported(paths)
    expect(await allTexts(corpus, 'train')).toEqual(['eins zwei', 'drei', 'vier fünf'])
    expect(await allTexts(corpus, 'valid')).toEqual(['eins zwei', 'drei', 'vier fünf'])
    expect(corpus.record.splits.valid.unknown_tokens).toBe(0)
  })

  it.each(['utf-16le', 'utf-16be'])('reads %s with a byte order mark', async (encoding) => {
    const bytes = Buffer.from(`\ufeff${lines(100, (i) => `größe ${i} 🙂`)}`, 'utf16le')
    const path = await fixture.file('wide.txt', encoding === 'utf-16be' ? bytes.swap16() : bytes)
    const corpus = await fixture.imported([path])
    expect(corpus.words).toContain('größe')
    expect(corpus.words).toContain('🙂')
    expect(corpus.record.splits.train.sentences).toBe(80)
    expect((await previewCorpus([path], {})).files[0].encoding).toBe(encoding.toUpperCase())
  })

  it('reads invalid UTF-8 as Latin-1 and names the first such line', async () => {
    const path = await fixture.file(
      'old.txt',
      Buffer.concat([Buffer.from(good), Buffer.from('caf\xe9 \x93noir\x94\n', 'latin1'), Buffer.from(good)]),
    )
    const preview = await previewCorpus([path], {})
    expect(preview.files[0].encoding).toBe('Latin-1')
    const corpus = await fixture.imported([path])
    expect(corpus.record.remarks[0]).toMatchObject({ kind: 'notice', line: 61 })
    expect(corpus.record.remarks[0].message).toMatch(/^old\.txt is not UTF-8 in line 61; it is read as Latin-1/)
    const texts = await Promise.all((['train', 'valid', 'test'] as const).map((split) => allTexts(corpus, split)))
    expect(texts.flat()).toContain('café “noir”')
  })

  it('finds invalid UTF-8 far behind the head, and labels are read anew', async () => {
    const path = await fixture.file(
      'late.tsv',
      Buffer.concat([
        Buffer.from(
          lines(30_000, () => 'gr\xfcn\ta good sentence'),
          'utf8',
        ),
        Buffer.from('gr\xfcn\tcaf\xe9\n', 'latin1'),
      ]),
    )
    const { record } = await fixture.imported([path])
    expect(record.remarks[0].message).toContain('is not UTF-8 in line 30001')
    expect(record.labels).toEqual(['grÃ¼n', 'grün'])
  })

  it('keeps characters whole where a chunk ends inside them', async () => {
    const word = 'ä€🙂'.repeat(40)
    const path = await fixture.file(
      'chunks.txt',
      lines(4000, () => `x${word} y`),
    )
    const { record, words } = await fixture.imported([path])
    expect(words.slice(4).sort()).toEqual([`x${word}`, 'y'].sort())
    expect(record.remarks).toHaveLength(1)
  })
})

describe('lines', () => {
  it('leaves out a line of 10 MB, with and without blanks, and keeps the lines around it', async () => {
    const path = await fixture.file('all.txt', `${good}${'word '.repeat(2_000_000)}\n${'x'.repeat(10_000_000)}\n${good}`)
    const { record } = await fixture.imported([path])
    const total = record.splits.train.sentences + record.splits.valid.sentences + record.splits.test.sentences
    expect(total).toBe(120)
    expect(record.remarks.map(({ message }) => message)).toContain(
      '2 lines of all.txt longer than 200 words left out (the first is line 61).',
    )
  })

  it('refuses a file that is one line of 10 MB', async () => {
    await refuses(
      [await fixture.file('one.txt', 'word '.repeat(2_000_000))],
      /^one\.txt has no sentence within 200 words: line 1 is longer/,
    )
  })

  it('leaves out blank and too long lines and counts them', async () => {
    const path = await fixture.file('all.txt', `${good}\n \t \na b c d e f\n`)
    expect(await notices([path], { max_length: 5 })).toEqual([
      '2 lines of all.txt without text left out (the first is line 61).',
      '1 line of all.txt longer than 5 words left out (the first is line 63).',
      '6 sentences for validation and 6 sentences for test cut from all.txt by seed 783435.',
    ])
  })

  it('leaves out labels without text, and refuses a file of nothing else', async () => {
    const path = await fixture.file('all.tsv', `${labelled}1\t\n1\t  \n`)
    expect(await notices([path])).toContain('2 lines of all.tsv with a label but no text left out (the first is line 61).')
    await rm(fixture.directory, { recursive: true })
    await refuses([await fixture.file('bare.tsv', '1\t\n0\t\n')], /^bare\.tsv has labels but no text: line 1 ends after its tab/)
  })
})

describe('labels', () => {
  it('refuses a mix of labelled and unlabelled lines with the line, near the top and far behind', async () => {
    await refuses(
      [await fixture.file('near.tsv', '1\ta b\na b\n')],
      /^near\.tsv mixes labelled and unlabelled lines: line 2 has no label and tab, line 1 has\./,
    )
    await refuses([await fixture.file('other.tsv', 'a b\n1\ta b\n')], /line 2 has a label and a tab, line 1 has none/)
    await refuses([await fixture.file('far.tsv', `${labelled.repeat(10)}no label\n`)], /^far\.tsv mixes .* line 601 has no label and tab/)
  })

  it('reads tabs as blanks where lines are not labelled, by sniffing or by wish', async () => {
    const path = await fixture.file('all.txt', `${good.repeat(2)}a\tb c\n`)
    expect(await notices([path])).toContainEqual(expect.stringContaining('1 line of all.txt with a tab (the first is line 121)'))
    await rm(fixture.directory, { recursive: true })
    const corpus = await fixture.imported([await fixture.file('tabs.tsv', labelled)], { labelled: 'no' })
    expect(corpus.record.labels).toEqual([])
    expect(corpus.record.splits.train.longest).toBe(5)
  })

  it('refuses unlabelled lines where labels are wished for, and files of different kinds', async () => {
    await refuses([await fixture.file('plain.txt', good)], /^plain\.txt has no label and tab in line 1\./, { labelled: 'yes' })
    const paths = [await fixture.file('train.txt', labelled), await fixture.file('valid.txt', good)]
    await refuses(paths, /^train\.txt has labels and valid\.txt has none/)
  })

  it('refuses more than 65,535 labels', async () => {
    const path = await fixture.file(
      'ids.tsv',
      lines(65_536, (i) => `id${i}\tx`),
    )
    await refuses([path], /^ids\.tsv brings more than 65,535 different labels by line 65536/)
    const { record } = await fixture.imported([
      await fixture.file(
        'many.tsv',
        lines(65_535, (i) => `id${i}\tx`),
      ),
    ])
    expect(record.labels).toHaveLength(65_535)
  })
})

describe('sizes and names', () => {
  it('refuses a corpus too small to train on and notes one smaller than a batch', async () => {
    await refuses(
      [await fixture.file('three.txt', 'a\nb\nc\n')],
      /^three\.txt has 3 sentences, of which some are cut for validation and testing; at least 2/,
    )
    expect(await notices([await fixture.file('four.txt', 'a b\nb\nc\nd\n')])).toContain(
      'Only 2 training sentences: fewer than a usual batch of 32, so batches will be small.',
    )
  })

  it('refuses rival files, a missing training file and a file of no split beside named ones', async () => {
    const train = await fixture.file('train.txt', good)
    const rivals = [train, await fixture.file('valid.txt', good), await fixture.file('valid-1k.txt', good)]
    await refuses(rivals, /^valid\.txt and valid-1k\.txt are both named as the validation split\. Give the files you mean one by one/)
    await refuses([rivals[1], await fixture.file('test.txt', good)], /^There is no training file beside valid\.txt and test\.txt/)
    await refuses([train, await fixture.file('more.txt', good)], /^The name of more\.txt tells no split/)
  })
})

describe('permissions', () => {
  const asRoot = process.getuid?.() === 0 || process.platform === 'win32'
  let locked: string | null = null
  afterEach(async () => {
    if (locked) await chmod(locked, 0o600)
  })

  it.skipIf(asRoot)('refuses a file that may not be read', async () => {
    locked = await fixture.file('secret.txt', good)
    await chmod(locked, 0)
    await refuses([locked], /^secret\.txt cannot be read; its permissions forbid it/)
  })
})
