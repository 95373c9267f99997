import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SPLITS, type CorpusRecord, type CorpusStatistics, type Split } from '../../../shared/corpus'
import { UNKNOWN } from '../corpus'
import { coverageOf } from './coverage'
import { FileWriter } from './file-writer'
import { openCorpus, type StoredCorpus } from '../open'
import { SentenceIndex } from './sentence-index'
import { columnFile, CORPUS_FORMAT, DERIVED_COLUMNS, RECORD_FILE, type Column } from '../stored'
import { SPECIAL_WORDS } from './vocabulary'

/** Sentences that are read at once. */
const BLOCK = 8192

/**
 * Computes the statistics of a corpus that was imported without them and stores them with it. Words outside its vocabulary are no
 * longer known one by one, so the coverage ends with the vocabulary. An interruption leaves the corpus as it was.
 * @param onShare told the share of the sentences that were read, 0…1
 */
export async function describeCorpus(directory: string, signal: AbortSignal, onShare: (share: number) => void): Promise<CorpusRecord> {
  const aside = join(directory, '.describing')
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside)
  const files: FileWriter[] = []
  const create = async (path: string): Promise<FileWriter> => {
    const file = await FileWriter.create(path)
    files.push(file)
    return file
  }
  try {
    const corpus = await openCorpus(directory)
    const { record } = corpus
    const statistics = await compute(corpus, (split, column) => create(columnFile(aside, split, column)), signal, onShare)
    const described: CorpusRecord = { ...record, statistics }
    const file = await create(join(aside, RECORD_FILE))
    file.text(JSON.stringify({ format: CORPUS_FORMAT, record: described }))
    await file.finish()
    for (const split of SPLITS)
      for (const column of DERIVED_COLUMNS) await rename(columnFile(aside, split, column), columnFile(directory, split, column))
    // The record last: until it says so, nobody looks for the columns.
    await rename(join(aside, RECORD_FILE), join(directory, RECORD_FILE))
    return described
  } finally {
    for (const file of files) await file.abandon()
    await rm(aside, { recursive: true, force: true })
  }
}

async function compute(
  corpus: StoredCorpus,
  create: (split: Split, column: Column) => Promise<FileWriter>,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<CorpusStatistics> {
  const { splits, labels, vocabulary_size: vocabulary } = corpus.record
  const words = vocabulary - SPECIAL_WORDS.length
  const counts = { train: new Uint32Array(words), valid: new Uint32Array(words), test: new Uint32Array(words) }
  const index = new SentenceIndex()
  const all = SPLITS.reduce((sum, split) => sum + splits[split].sentences, 0)
  let read = 0
  for (const split of SPLITS) {
    const same = await create(split, 'same')
    const unknown = await create(split, 'unknown')
    const labelIds = labels.length > 0 ? await corpus.labelIds(split) : null
    for (let from = 0; from < splits[split].sentences; from += BLOCK) {
      signal.throwIfAborted()
      const [texts, { tokens, offsets }] = await Promise.all([corpus.texts(split, from, BLOCK), corpus.encoded(split, from, BLOCK)])
      for (let i = 0; i < texts.length; i++) {
        same.uint32(index.add(texts[i], split, labelIds ? labelIds[from + i] : null))
        unknown.uint16(countTokens(tokens.subarray(offsets[i] + 1, offsets[i + 1] - 1), counts[split]))
      }
      await same.drain()
      await unknown.drain()
      read += texts.length
      onShare(read / all)
    }
    await same.finish()
    await unknown.finish()
  }
  return {
    different_words: words,
    words_once: counts.train.reduce((once, count) => once + (count === 1 ? 1 : 0), 0),
    coverage: coverageOf(counts, { train: splits.train.tokens, valid: splits.valid.tokens, test: splits.test.tokens }),
    ...index.statistics(),
  }
}

/** Counts the words of a sentence by rank; answers how many are outside the vocabulary. */
function countTokens(tokens: Uint32Array, counts: Uint32Array): number {
  let strange = 0
  for (const token of tokens) {
    if (token === UNKNOWN) strange++
    else counts[token - SPECIAL_WORDS.length]++
  }
  return strange
}
