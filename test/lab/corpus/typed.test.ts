import { describe, expect, it } from 'vitest'
import { importOptionsSchema } from '../../../src/shared/import-options'
import type { OpenCorpus } from '../../../src/lab/corpus/corpus'
import { readTyped } from '../../../src/lab/corpus/typed'

const corpus = {
  words: ['<pad>', '<s>', '</s>', '<unk>', 'the', 'food'],
  record: { options: { ...importOptionsSchema.parse({}), lower_case: true, max_length: 3 } },
} as unknown as OpenCorpus

describe('readTyped', () => {
  it('reads words as the corpus would, and names those it does not know', () => {
    expect(readTyped(corpus, ['The  food', ' zebra </s> food '])).toEqual({
      sentences: [
        [4, 5],
        [3, 3, 5],
      ],
      unknown: [[], ['zebra', '</s>']],
    })
  })
  it('refuses what is no sentence, saying which', () => {
    expect(() => readTyped(corpus, ['the', '   '])).toThrow('Sentence 2 has no words.')
    expect(() => readTyped(corpus, ['the the the the'])).toThrow('The sentence is longer than the 3 words that the corpus allows.')
  })
})
