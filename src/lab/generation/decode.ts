import type { Decoding } from '../../shared/decoding'
import { Random } from '../random'
import { decodeByBeam } from './beam'
import type { SearchableDecoder } from './decoder'
import { decodeGreedily } from './greedy'
import { decodeBySampling } from './sampling'

/** Codes decoded together; a beam multiplies them. */
const TOGETHER = 256

/**
 * Decodes codes as the decoding asks, some hundred at a time so that memory stays bounded; `onProgress` gets the share done and
 * may throw to cancel.
 *
 * @param z [sentences, latent]
 * @returns word ids of each sentence, without start and end symbols
 */
export async function decode(
  decoder: SearchableDecoder,
  z: Float32Array,
  { method, beam, temperature, top_p, seed }: Decoding,
  onProgress: (share: number) => void = () => {},
): Promise<number[][]> {
  const { latent } = decoder.shape
  const count = z.length / latent
  const together = method === 'beam' ? Math.max(1, Math.floor(TOGETHER / beam)) : TOGETHER
  const random = new Random(seed, 'decoding')
  const sentences: number[][] = []
  for (let from = 0; from < count; from += together) {
    const part = z.slice(from * latent, Math.min(count, from + together) * latent)
    sentences.push(
      ...(method === 'greedy'
        ? await decodeGreedily(decoder, part)
        : method === 'beam'
          ? await decodeByBeam(decoder, part, { beam })
          : await decodeBySampling(decoder, part, { temperature, topP: top_p, random })),
    )
    onProgress(sentences.length / count)
  }
  return sentences
}
