import { formatInterval, formatMetric, METRIC_IDS, METRICS, type MetricDefinition, type MetricId } from '../../shared/metrics'
import { formatNumber, formatRange } from '../../shared/number'
import type { Evaluation, Run } from '../../shared/run'
import {
  PATH_METRICS,
  SAMPLE_METRICS,
  TEXT_METRICS,
  type IntervalEstimate,
  type Overlap,
  type TextEvaluation,
  type TextMetricId,
} from '../../shared/text-evaluation'
import { say } from '../../texts/terminal'
import { table } from './table'

const words = say.tables.evaluation
const INTERVAL = say.tables.interval

type Explained = Pick<MetricDefinition, 'label' | 'meaning' | 'estimator' | 'uncertainty'>

const shown = ({ values }: Evaluation): MetricId[] => METRIC_IDS.filter((id) => values[id] !== undefined)

/** Every figure of an evaluation with its 95 % interval and unit; a dash where it does not apply. */
export function evaluationTable(run: Run, evaluation: Evaluation): string {
  const { values, intervals, split, epoch, sentences, text } = evaluation
  const head = words.head(run.number, run.name, epoch, split, sentences)
  const rows = shown(evaluation).map((id) => [
    METRICS[id].label,
    formatMetric(id, values[id]),
    formatInterval(id, intervals[id]),
    METRICS[id].unit,
  ])
  return [head, table([['', words.value, INTERVAL, ''], ...rows], [1, 2]), ...(text ? ['', textTables(text)] : [])].join('\n')
}

/** How each figure of the evaluations is estimated, and where its interval comes from. */
export function explanation(evaluations: readonly Evaluation[]): string {
  const texts = evaluations.flatMap(({ text }) => text ?? [])
  const decoded: TextMetricId[] = [
    ...(texts.some(({ interpolation }) => interpolation) ? PATH_METRICS : []),
    ...(texts.length > 0 ? SAMPLE_METRICS : []),
  ]
  const definitions: Explained[] = [
    ...METRIC_IDS.filter((id) => evaluations.some((evaluation) => shown(evaluation).includes(id))).map((id) => METRICS[id]),
    ...decoded.map((id) => TEXT_METRICS[id]),
  ]
  return definitions
    .map(({ label, meaning, estimator, uncertainty }) =>
      [
        `${label}: ${meaning}`,
        ...(estimator ? [`  ${words.estimator(estimator)}`] : []),
        ...(uncertainty ? [`  ${words.interval(uncertainty)}`] : []),
      ].join('\n'),
    )
    .join('\n')
}

/** Metrics of decoded sentences: ROUGE-L along the path, BLEU, self-BLEU and distinct, and BLEU of prior samples. */
function textTables({ interpolation, prior_samples }: TextEvaluation): string {
  const { sentences, pieces, bleu } = prior_samples
  const parts = [words.samples(sentences, pieces), bleuOfSamples(bleu)]
  if (interpolation) {
    const { path, pairs, points } = interpolation
    const rouge = points.map(({ t, rouge_first, rouge_second, rouge_both }) => [
      `  ${t.toFixed(2)}`,
      ...[rouge_first, rouge_second, rouge_both].flatMap(({ f }) => figures(f, 3)),
    ])
    const n_grams = [
      ['BLEU', interpolation.bleu],
      [words.selfBleu, interpolation.self_bleu],
      [words.distinct, interpolation.distinct],
    ] as const
    const rows = n_grams.flatMap(([name, four]) => four.map((estimate, n) => [`  ${name}-${n + 1}`, ...figures(estimate, 2)]))
    parts.unshift(
      words.path(path, pairs),
      table([['  t', words.first, INTERVAL, words.second, INTERVAL, words.mean, INTERVAL], ...rouge], [1, 2, 3, 4, 5, 6]),
      '',
      words.n_grams,
      table([['', words.value, INTERVAL], ...rows], [1, 2]),
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
  return table([['', words.precision, INTERVAL, words.recall, INTERVAL, 'F', INTERVAL], ...rows], [1, 2, 3, 4, 5, 6])
}

const figures = ({ value, low, high }: IntervalEstimate, decimals: number): [string, string] => [
  formatNumber(value, decimals),
  formatRange([low, high], decimals),
]
