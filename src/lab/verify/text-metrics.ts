import { bleu, countReferences, selfBleu } from '../generation/bleu'
import { distinct } from '../generation/distinct'
import type { Sentence } from '../generation/n-grams'
import { rouge, type RougeScore } from '../generation/rouge'
import { say } from '../../texts/lab'
import { Findings, type GoldenCheck } from './check'
import { relativeError } from './compare'

interface ReferenceRouge {
  p: number
  r: number
  f: number
}

interface TextMetricsGolden {
  references: string[]
  hypotheses: string[]
  bleu_1_to_4: number[]
  group: string[]
  self_bleu_1_to_4: number[]
  distinct_1_to_4: number[]
  rouge: Record<'rouge-1' | 'rouge-2' | 'rouge-l', ReferenceRouge>
}

const wordsOf = (text: string): Sentence => text.split(/\s+/).filter((word) => word !== '')

export const textMetricsCheck: GoldenCheck = {
  file: 'text_metrics',
  tolerance: 1e-6,
  async run(content) {
    const golden = content as TextMetricsGolden
    const found = new Findings()
    const [references, hypotheses, group] = [golden.references, golden.hypotheses, golden.group].map((texts) => texts.map(wordsOf))
    // Figure by figure: those of higher orders can be smaller by many powers of ten.
    const compare = (name: string, actual: readonly number[], expected: readonly number[]) =>
      expected.forEach((value, k) => found.note(`${name}-${k + 1}`, relativeError([actual[k]], [value])))
    compare(
      'BLEU',
      bleu(
        hypotheses,
        references.map((reference) => countReferences([reference])),
      ),
      golden.bleu_1_to_4,
    )
    compare('self-BLEU', selfBleu(group), golden.self_bleu_1_to_4)
    compare('distinct', distinct(group), golden.distinct_1_to_4)
    const { rouge1, rouge2, rougeL } = rouge(hypotheses, references)
    const compareRouge = (name: string, { precision, recall, f }: RougeScore, { p, r, f: expectedF }: ReferenceRouge) => {
      found.note(say.figures.precision(name), relativeError([precision], [p]))
      found.note(say.figures.recall(name), relativeError([recall], [r]))
      found.note(`${name} f`, relativeError([f], [expectedF]))
    }
    compareRouge('ROUGE-1', rouge1, golden.rouge['rouge-1'])
    compareRouge('ROUGE-2', rouge2, golden.rouge['rouge-2'])
    compareRouge('ROUGE-L', rougeL, golden.rouge['rouge-l'])
    return found
  },
}
