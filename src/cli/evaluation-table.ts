import { formatInterval, formatMetric, METRIC_IDS, METRICS, type MetricId } from '../shared/metrics'
import { formatNumber, formatRange } from '../shared/number'
import type { Evaluation, Run } from '../shared/run'
import type { Estimate, Overlap, TextEvaluation } from '../shared/text-evaluation'
import { table } from './table'

const shown = ({ values }: Evaluation): MetricId[] => METRIC_IDS.filter((id) => values[id] !== undefined)

/** Every figure of an evaluation with its 95 % interval and unit; a dash where it does not apply. */
export function evaluationTable(run: Run, evaluation: Evaluation): string {
  const { values, intervals, split, epoch, sentences, text } = evaluation
  const head = `#${run.number} ${run.name}: epoch ${epoch} on ${split}, ${sentences.toLocaleString('en')} sentences`
  const rows = shown(evaluation).map((id) => [
    METRICS[id].label,
    formatMetric(id, values[id]),
    formatInterval(id, intervals[id]),
    METRICS[id].unit,
  ])
  return [head, table([['', 'Value', '95 % interval', ''], ...rows], [1, 2]), ...(text ? ['', textTables(text)] : [])].join('\n')
}

/** How each figure of the evaluations is estimated, and where its interval comes from. */
export function explanation(evaluations: readonly Evaluation[]): string {
  const ids = METRIC_IDS.filter((id) => evaluations.some((evaluation) => shown(evaluation).includes(id)))
  return ids
    .map((id) => {
      const { label, meaning, estimator, uncertainty } = METRICS[id]
      return [
        `${label}: ${meaning}`,
        ...(estimator ? [`  Estimator: ${estimator}`] : []),
        ...(uncertainty ? [`  95 % interval: ${uncertainty}`] : []),
      ].join('\n')
    })
    .join('\n')
}

/** Metrics of decoded sentences: ROUGE-L along the path, BLEU, self-BLEU and distinct, and BLEU of prior samples. */
function textTables({ interpolation, prior_samples }: TextEvaluation): string {
  const { sentences, pieces, bleu } = prior_samples
  const parts = [`${sentences.toLocaleString('en')} sentences from the prior, in ${pieces} pieces, in percent`, bleuOfSamples(bleu)]
  if (interpolation) {
    const { path, pairs, points } = interpolation
    const rouge = points.map(({ t, rouge_first, rouge_second, rouge_both }) => [
      `  ${t.toFixed(2)}`,
      ...[rouge_first, rouge_second, rouge_both].flatMap(({ f }) => figures(f, 3)),
    ])
    const n_grams = [
      ['BLEU', interpolation.bleu],
      ['Self-BLEU', interpolation.self_bleu],
      ['Distinct', interpolation.distinct],
    ] as const
    const rows = n_grams.flatMap(([name, four]) => four.map((estimate, n) => [`  ${name}-${n + 1}`, ...figures(estimate, 2)]))
    parts.unshift(
      `Interpolation along a ${path}, ${pairs.toLocaleString('en')} pairs: ROUGE-L F`,
      table(
        [['  t', 'to the first', '95 % interval', 'to the second', '95 % interval', 'mean', '95 % interval'], ...rouge],
        [1, 2, 3, 4, 5, 6],
      ),
      '',
      'BLEU of the end points against their sources; self-BLEU and distinct within a path; in percent',
      table([['', 'Value', '95 % interval'], ...rows], [1, 2]),
      '',
    )
  }
  return parts.join('\n')
}

function bleuOfSamples(bleu: readonly Overlap[]): string {
  const rows = bleu.map(({ precision, recall, f }, n) => [
    `  BLEU-${n + 1}`,
    ...[precision, recall, f].flatMap((estimate) => figures(estimate, 2)),
  ])
  return table([['', 'precision', '95 % interval', 'recall', '95 % interval', 'F', '95 % interval'], ...rows], [1, 2, 3, 4, 5, 6])
}

const figures = ({ value, low, high }: Estimate, decimals: number): [string, string] => [
  formatNumber(value, decimals),
  formatRange([low, high], decimals),
]
