import { END, PAD, START, type EncodedSplit } from '../corpus/corpus'

/** A batch as the model's inputs want it; layouts are time-major. */
export interface BatchTokens {
  /** Vocabulary ids that occur, each once. */
  words: Int32Array
  /** [time·batch] positions in `words`. */
  encoderTokens: Int32Array
  /** [batch] row of each sentence's last token in [time·batch]. */
  last: Int32Array
  /** [steps·batch], steps = time − 1: positions in `words` of the inputs. */
  decoderTokens: Int32Array
  /** [steps·batch] vocabulary ids to predict; `<pad>` behind the end of a sentence. */
  targets: Int32Array
  /** [steps·batch]: 1 for a real token, 0 for padding. */
  mask: Float32Array
  time: number
  batch: number
  /** Predicted tokens of the batch, `</s>` included. */
  predicted: number
}

/** Lays out the sentences (indices into the split), shorter ones padded on the right. */
export function batchTokens(split: EncodedSplit, sentences: ArrayLike<number>): BatchTokens {
  const batch = sentences.length
  const { tokens, offsets } = split
  let time = 0
  for (let b = 0; b < batch; b++) time = Math.max(time, offsets[sentences[b] + 1] - offsets[sentences[b]])
  const steps = time - 1
  const positions = new Map<number, number>()
  const position = (id: number) => {
    let at = positions.get(id)
    if (at === undefined) positions.set(id, (at = positions.size))
    return at
  }
  const encoderTokens = new Int32Array(time * batch)
  const decoderTokens = new Int32Array(steps * batch)
  const targets = new Int32Array(steps * batch)
  const mask = new Float32Array(steps * batch)
  const last = new Int32Array(batch)
  let predicted = 0
  for (let b = 0; b < batch; b++) {
    const start = offsets[sentences[b]]
    const length = offsets[sentences[b] + 1] - start
    last[b] = (length - 1) * batch + b
    predicted += length - 1
    for (let t = 0; t < time; t++) {
      const at = position(t < length ? tokens[start + t] : PAD)
      encoderTokens[t * batch + b] = at
      if (t === steps) continue
      decoderTokens[t * batch + b] = at
      targets[t * batch + b] = t + 1 < length ? tokens[start + t + 1] : PAD
      mask[t * batch + b] = t + 1 < length ? 1 : 0
    }
  }
  return { words: Int32Array.from(positions.keys()), encoderTokens, last, decoderTokens, targets, mask, time, batch, predicted }
}

/** Sentences of ids (without `<s>`, `</s>`) as a split of their own. */
export function splitOfSentences(sentences: readonly (readonly number[])[]): EncodedSplit {
  const offsets = new Float64Array(sentences.length + 1)
  const tokens: number[] = []
  sentences.forEach((sentence, i) => {
    tokens.push(START, ...sentence, END)
    offsets[i + 1] = tokens.length
  })
  return { tokens: Uint32Array.from(tokens), offsets, labels: null }
}
