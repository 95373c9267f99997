import type { ParsedParams } from '../../shared/contract'
import type { Estimate } from '../../shared/estimate'
import type { RunConfig } from '../../shared/run'
import { aheadOf } from '../estimate/ahead'
import type { Cost } from '../estimate/cost'
import { estimateOf } from '../estimate/estimate'
import { runLikeness } from '../estimate/likeness'
import { storedCost, type StoredCost } from '../estimate/stored'
import type { Conditions, MeasuredCost } from '../estimate/prober'
import { threadsFor } from '../runs/limits'
import { say } from '../../texts/lab'
import type { Context, Handlers } from './context'
import { findCorpus } from './find'
import { planRuns } from './plan-runs'

/** What an experiment would take: as runs of before that were alike, else measured by a few real steps. */
export function estimateRequests(context: Context): Handlers<'runs.estimate'> {
  return { 'runs.estimate': (params) => estimate(context, params) }
}

async function estimate(context: Context, params: ParsedParams<'runs.estimate'>): Promise<Estimate> {
  const { store, supervisor, prober } = context
  const corpus = findCorpus(store, params.corpus)
  const planned = await planRuns(context, params)
  const training = supervisor.inTraining()
  const waiting = supervisor.queue().waiting.flatMap((id) => store.runs.get(id) ?? [])
  const together = Math.min(supervisor.places, planned.length + training.length + waiting.length)
  const threads = threadsFor(together)
  const busy = Math.max(training.length, store.runs.owned().filter(({ state }) => state === 'running').length)
  const stored = planned.map(({ config }) => storedCost(store, config, threads))
  const unknown = planned.filter((_, i) => !stored[i]).map(({ config }) => config)
  const measured = unknown.length > 0 ? await prober.costs(unknown, { threads, together, busy }) : []
  const rest = [...measured]
  const costed = planned.map(({ config }, i) => ({ config, cost: stored[i] ?? rest.shift()! }))
  const costOf = (config: RunConfig): Cost | null =>
    costed.find((run) => runLikeness(run.config) === runLikeness(config))?.cost ??
    storedCost(store, config, threads) ??
    prober.known(config, { threads, together, busy })
  return estimateOf(costed, {
    places: supervisor.places,
    ahead: aheadOf(training, waiting, supervisor.places, costOf),
    vocabulary: corpus.vocabulary_size,
    testSentences: corpus.splits.test.sentences,
    basis: basisOf(
      stored.filter((cost) => cost !== null),
      measured,
      { threads, together, busy },
    ),
  })
}

function basisOf(stored: readonly StoredCost[], measured: readonly MeasuredCost[], conditions: Conditions): string {
  const numbers = [...new Set(stored.map(({ number }) => `#${number}`))]
  return say.estimate.basis(numbers, measured.length > 0 ? conditions : null)
}
