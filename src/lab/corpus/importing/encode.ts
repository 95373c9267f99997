import { basename } from 'node:path'
import { SPLITS, type CorpusRecord, type CorpusStatistics, type Remark, type Split } from '../../../shared/corpus'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { coverageOf } from './coverage'
import { dealSentences } from './deal'
import type { ImportPlan } from './plan'
import { notice, Tally } from '../reading/problem'
import { SentenceIndex } from './sentence-index'
import { SplitWriter } from './split-writer'
import type { SurveyedFile } from './survey'
import { isReserved, WordCounts, type Vocabulary } from './vocabulary'

export interface Encoded {
  readonly splits: CorpusRecord['splits']
  readonly statistics: CorpusStatistics
  /** A line `name sha256` for each written file. */
  readonly digests: readonly string[]
  readonly remarks: readonly Remark[]
}

/** The vocabulary of the training sentences. */
export async function countWords(
  plan: ImportPlan,
  options: ImportOptions,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Vocabulary> {
  const counts = new WordCounts()
  for await (const { sentences } of dealSentences(plan, options, signal, onBytes)) {
    for (const { split, words } of sentences) if (split === 'train') for (const word of words) counts.add(word)
  }
  return counts.vocabulary(options)
}

/** Writes every split into `directory`. */
export async function encode(
  plan: ImportPlan,
  vocabulary: Vocabulary,
  options: ImportOptions,
  directory: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Encoded> {
  const labels = new Map(plan.labels.map((label, index) => [label, index]))
  const reserved = new Map<SurveyedFile, Tally>(plan.files.map((file) => [file, new Tally()]))
  const open: SplitWriter[] = []
  try {
    const same = new SentenceIndex()
    const create = async (split: Split) => {
      const writer = await SplitWriter.create(directory, split, { labels: plan.labels.length, vocabulary, same })
      open.push(writer)
      return writer
    }
    const writers: Record<Split, SplitWriter> = { train: await create('train'), valid: await create('valid'), test: await create('test') }
    for await (const { file, sentences } of dealSentences(plan, options, signal, onBytes)) {
      for (const { split, label, words, line } of sentences) {
        writers[split].add(words, label === null ? 0 : (labels.get(label) ?? 0))
        if (words.some(isReserved)) reserved.get(file)?.add(line)
      }
      for (const split of SPLITS) await writers[split].drain()
    }
    const digests: string[] = []
    for (const split of SPLITS) digests.push(...(await writers[split].finish()))
    const splits = { train: writers.train.statistics(), valid: writers.valid.statistics(), test: writers.test.statistics() }
    const counts = { train: writers.train.counts, valid: writers.valid.counts, test: writers.test.counts }
    const totals = { train: splits.train.tokens, valid: splits.valid.tokens, test: splits.test.tokens }
    const statistics: CorpusStatistics = {
      different_words: vocabulary.counted,
      words_once: counts.train.reduce((once, count) => once + (count === 1 ? 1 : 0), 0),
      coverage: coverageOf(counts, totals),
      ...same.statistics(),
    }
    return { splits, statistics, digests, remarks: [...reserved].flatMap(([file, tally]) => reservedNotice(file, tally)) }
  } catch (error) {
    for (const writer of open) await writer.abandon()
    throw error
  }
}

function reservedNotice(file: SurveyedFile, tally: Tally): Remark[] {
  if (tally.count === 0) return []
  return [notice(file.path, tally.first, say.corpus.reserved(basename(file.path), tally.count, tally.first ?? 0))]
}
