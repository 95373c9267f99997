import type { OpenCorpus } from '../corpus/corpus'
import { StepDecoder } from '../generation/decoder'
import { decodeGreedily } from '../generation/greedy'
import { Random } from '../random'
import type { WorkerResult, WorkerTask } from '../worker-protocol'
import { posteriorsOf } from './figure'
import { loadBest, type Setting } from './model'

const asText = (corpus: OpenCorpus) => (ids: number[]) => ids.map((id) => corpus.words[id]).join(' ')

/** Sentences of a split beside what the decoder makes, greedily, of their posterior means. */
export async function reconstructions(task: Extract<WorkerTask, { kind: 'reconstruct' }>, setting: Setting): Promise<WorkerResult> {
  const { corpus, engine, shape } = setting
  const posteriors = await posteriorsOf(task, setting)
  const from = Math.min(task.offset, posteriors.count)
  const to = Math.min(task.offset + task.count, posteriors.count)
  const { store } = loadBest(task.runDirectory, shape)
  const decoder = await StepDecoder.create(engine, store, shape)
  const decoded =
    to > from ? await decodeGreedily(decoder, Float32Array.from(posteriors.mean.subarray(from * shape.latent, to * shape.latent))) : []
  await decoder.release()
  const { labels } = await corpus.split(task.split)
  const sources = await corpus.texts(task.split, from, to - from)
  return {
    kind: 'reconstruct',
    pairs: sources.map((source, i) => ({
      label: labels ? corpus.record.labels[labels[from + i]] : null,
      source,
      decoded: asText(corpus)(decoded[i]),
    })),
  }
}

/** Sentences decoded greedily from z drawn from the prior. */
export async function priorSamples(
  task: Extract<WorkerTask, { kind: 'sample' }>,
  { corpus, engine, shape }: Setting,
): Promise<WorkerResult> {
  const { store } = loadBest(task.runDirectory, shape)
  const decoder = await StepDecoder.create(engine, store, shape)
  const z = new Random(task.seed, 'prior samples').fillNormal(new Float32Array(task.count * shape.latent))
  const decoded = await decodeGreedily(decoder, z)
  await decoder.release()
  return { kind: 'sample', sentences: decoded.map(asText(corpus)) }
}
