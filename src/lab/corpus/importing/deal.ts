import type { Split } from '../../../shared/corpus'
import type { ImportOptions } from '../../../shared/import-options'
import { Cut } from './cut'
import { lineAt, readEntries, splitAt } from '../reading/entries'
import { isLabelled } from '../reading/layout'
import type { ImportPlan } from './plan'
import { readEntry, type Sentence } from '../reading/sentence'
import { assertUnchanged, type SurveyedFile } from './survey'

export interface DealtSentence extends Sentence {
  readonly split: Split
  readonly line: number
}

export interface DealtBlock {
  readonly file: SurveyedFile
  readonly sentences: readonly DealtSentence[]
}

/**
 * Streams the sentences of a planned import with the split each belongs to, the same ones at every call.
 * @throws InputProblem where a file was changed since it was planned
 */
export async function* dealSentences(
  plan: ImportPlan,
  options: ImportOptions,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): AsyncGenerator<DealtBlock> {
  const cut = new Cut(plan.sizes, options.seed)
  for (const file of plan.files) {
    await assertUnchanged(file)
    const labelled = isLabelled(file.layout)
    for await (const block of readEntries(file, signal, onBytes)) {
      const sentences: DealtSentence[] = []
      for (let i = 0; i < block.texts.length; i++) {
        const read = readEntry(block.texts[i], block.labels?.[i] ?? null, labelled, options)
        if (typeof read === 'string') continue
        const split = splitAt(file, block, i)
        if (split === null) continue
        sentences.push({ label: read.label, words: read.words, split: split === 'train' ? cut.next() : split, line: lineAt(block, i) })
      }
      yield { file, sentences }
    }
    await assertUnchanged(file)
  }
}
