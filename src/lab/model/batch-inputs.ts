import type { Settings } from '../../shared/settings'
import { placeholder, plus, times, type Dimension, type Tensor } from '../graph'
import type { HostArray } from '../engines/engine'
import type { BatchTokens } from './batch-tokens'
import type { DecoderInput } from './decoder'
import type { EncoderInput } from './encoder'
import type { DecoderModifiers, ModelShape } from './shape'

export interface BatchInputs {
  encoder: EncoderInput
  decoder: DecoderInput
  batch: Dimension
  chunks: Dimension
  members: Dimension
}

/**
 * The inputs of a batch of chunks × members sentences of `steps` predicted tokens. Symbols: words, steps, chunks,
 * members; time = steps + 1.
 */
export function batchInputs(modifiers: DecoderModifiers = {}): BatchInputs {
  const chunks = 'chunks'
  const members = 'members'
  const batch = times(chunks, members)
  const steps = 'steps'
  const time = plus(steps, 1)
  const words = placeholder('words', ['words'], 'int')
  const last = placeholder('last', [batch], 'int')
  const rows = times(steps, batch)
  return {
    encoder: { words, tokens: placeholder('encoder_tokens', [times(time, batch)], 'int'), last, time, batch },
    decoder: {
      words,
      tokens: placeholder('decoder_tokens', [rows], 'int'),
      targets: placeholder('targets', [rows], 'int'),
      targetWeights: placeholder('target_weights', [rows]),
      bagWeights: modifiers.bagOfWords ? placeholder('bag_weights', [rows]) : undefined,
      steps,
      batch,
    },
    batch,
    chunks,
    members,
  }
}

/** Placeholders of the dropout masks that the rates ask for. */
export function decoderDropout(
  { decoder, batch }: BatchInputs,
  shape: ModelShape,
  rates: Pick<Settings, 'dropout_in' | 'dropout_out'>,
): { dropoutIn?: Tensor; dropoutOut?: Tensor } {
  const rows = times(decoder.steps, batch)
  return {
    dropoutIn: rates.dropout_in > 0 ? placeholder('dropout_in', [rows, shape.embedding]) : undefined,
    dropoutOut: rates.dropout_out > 0 ? placeholder('dropout_out', [rows, shape.hidden]) : undefined,
  }
}

/** Feeds of a batch's tokens; a token weighs 1/batch, so that the loss is the mean over sentences of summed tokens. */
export function tokenFeeds(
  tokens: BatchTokens,
  members: number,
  modifiers: DecoderModifiers = {},
): { feeds: Record<string, HostArray>; sizes: Record<string, number> } {
  return {
    feeds: {
      words: tokens.words,
      encoder_tokens: tokens.encoderTokens,
      last: tokens.last,
      decoder_tokens: tokens.decoderTokens,
      targets: tokens.targets,
      target_weights: tokens.mask.map((kept) => kept / tokens.batch),
      ...(modifiers.bagOfWords && { bag_weights: bagWeights(tokens) }),
    },
    sizes: { words: tokens.words.length, steps: tokens.time - 1, chunks: tokens.batch / members, members },
  }
}

/** Weights of the bag-of-words loss: a token weighs 1 / (batch · tokens of its sentence). */
export function bagWeights({ mask, batch }: BatchTokens): Float32Array {
  const lengths = new Float64Array(batch)
  mask.forEach((kept, i) => (lengths[i % batch] += kept))
  return mask.map((kept, i) => kept / (lengths[i % batch] * batch))
}
