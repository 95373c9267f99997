import type { OpenCorpus } from '../corpus/corpus'
import { readTyped } from '../corpus/typed'
import { paperBatches } from '../corpus/batches'
import { SplitEncoder } from '../evaluation/split-pass'
import { decode } from '../generation/decode'
import { StepDecoder } from '../generation/decoder'
import { pathBetween } from '../generation/path'
import { rougeOf } from '../generation/rouge'
import { splitOfSentences } from '../model/batch-tokens'
import { priorCodes } from '../model/prior'
import { Random } from '../random'
import type { WorkerResult, WorkerTask } from '../worker-protocol'
import { posteriorsOf } from './figure'
import type { TrainedSetting } from './model'

type Task<K extends WorkerTask['kind']> = Extract<WorkerTask, { kind: K }>

const textOf = ({ words }: OpenCorpus, ids: readonly number[]): string => ids.map((id) => words[id]).join(' ')

/** Decodes codes [sentences, latent] with the run's best checkpoint. */
async function decodeCodes(
  task: Task<'reconstruct' | 'sample' | 'interpolate'>,
  { engine, shape, corpus, store }: TrainedSetting,
  z: Float32Array,
) {
  const decoder = await StepDecoder.create(engine, store, shape)
  try {
    return (await decode(decoder, z, task.decoding)).map((ids) => textOf(corpus, ids))
  } finally {
    await decoder.release()
  }
}

/** Posterior means of sentences from outside, [sentences, latent], and the words of each that became <unk>. */
async function encodeTyped(task: Task<'reconstruct' | 'interpolate'>, setting: TrainedSetting, texts: readonly string[]) {
  const { engine, corpus, shape, store } = setting
  const { sentences, unknown } = readTyped(corpus, texts)
  const encoder = await SplitEncoder.create(engine, store, shape, task.config.objective)
  try {
    const split = splitOfSentences(sentences)
    const { posteriors } = await encoder.pass(split, paperBatches(split, task.config.settings.batch), new Random(1, 'typed'), () => {})
    const read = sentences.map((ids) => ids.map((id) => corpus.words[id]))
    return { mean: Float32Array.from(posteriors.mean), read, unknown }
  } finally {
    await encoder.release()
  }
}

/** Sentences of a split, or given ones, beside what the decoder makes of their posterior means. */
export async function reconstructions(task: Task<'reconstruct'>, setting: TrainedSetting): Promise<WorkerResult> {
  const { corpus, shape } = setting
  if (task.sentences) {
    const { mean, unknown } = await encodeTyped(task, setting, task.sentences)
    const decoded = await decodeCodes(task, setting, mean)
    return {
      kind: 'reconstruct',
      pairs: task.sentences.map((source, i) => ({ label: null, source, decoded: decoded[i], unknown: unknown[i] })),
    }
  }
  const posteriors = await posteriorsOf(task, setting)
  const from = Math.min(task.offset, posteriors.count)
  const to = Math.min(task.offset + task.count, posteriors.count)
  const mean = Float32Array.from(posteriors.mean.subarray(from * shape.latent, to * shape.latent))
  const decoded = to > from ? await decodeCodes(task, setting, mean) : []
  const { labels } = await corpus.split(task.split)
  const sources = await corpus.texts(task.split, from, to - from)
  return {
    kind: 'reconstruct',
    pairs: sources.map((source, i) => ({
      label: labels ? corpus.record.labels[labels[from + i]] : null,
      source,
      decoded: decoded[i],
    })),
  }
}

/** Sentences decoded from z drawn from the prior. */
export async function priorSamples(task: Task<'sample'>, setting: TrainedSetting): Promise<WorkerResult> {
  const z = priorCodes(setting.shape, task.count, new Random(task.seed, 'prior samples'))
  return { kind: 'sample', sentences: await decodeCodes(task, setting, z) }
}

/** What lies between two sentences: their posterior means, and codes between those, decoded. */
export async function interpolation(task: Task<'interpolate'>, setting: TrainedSetting): Promise<WorkerResult> {
  const { latent } = setting.shape
  const { mean, read, unknown } = await encodeTyped(task, setting, [task.from, task.to])
  const z = pathBetween(mean.subarray(0, latent), mean.subarray(latent), task.points, task.path)
  const sentences = await decodeCodes(task, setting, z)
  const [first, second] = read
  return {
    kind: 'interpolate',
    interpolation: {
      path: task.path,
      points: sentences.map((sentence, p) => ({
        t: p / (task.points - 1),
        sentence,
        rouge_first: rougeOf(sentence.split(' '), first).rougeL.f,
        rouge_second: rougeOf(sentence.split(' '), second).rougeL.f,
      })),
      unknown: [...new Set(unknown.flat())],
    },
  }
}
