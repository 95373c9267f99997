import type { ImportOptions, Split } from '../../shared/corpus'
import { Cut } from './cut'
import { readLines } from './lines'
import type { ImportPlan } from './plan'
import { parseLine, type Sentence } from './sentence'
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
    const given = file.split === null || file.split === 'train' ? null : file.split
    for await (const block of readLines(file.path, file.format, signal, onBytes)) {
      const sentences: DealtSentence[] = []
      for (let i = 0; i < block.lines.length; i++) {
        const parsed = parseLine(block.lines[i], file.labelled, options)
        if (typeof parsed === 'string') continue
        sentences.push({ label: parsed.label, words: parsed.words, split: given ?? cut.next(), line: block.first + i })
      }
      yield { file, sentences }
    }
    await assertUnchanged(file)
  }
}
