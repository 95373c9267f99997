import { describe, expect, it } from 'vitest'
import { splitOfName } from '../../../../src/lab/corpus/reading/split-name'

describe('splitOfName', () => {
  it.each([
    'train.txt',
    'TRAIN.tsv',
    'training.txt',
    'train-10k.txt',
    'train_small.txt',
    'trainset.txt',
    'train2.txt',
    'ptb.train.txt',
    'yelp-train.txt',
  ])('takes %s for training', (name) => expect(splitOfName(name)).toBe('train'))
  it.each(['valid.txt', 'valid-1k.txt', 'val.txt', 'dev.tsv', 'validation.txt', 'ptb.valid.txt'])('takes %s for validation', (name) =>
    expect(splitOfName(name)).toBe('valid'),
  )
  it.each(['test.txt', 'test-2k.txt', 'testing.txt', 'wiki.test.tokens'])('takes %s for testing', (name) =>
    expect(splitOfName(name)).toBe('test'),
  )
  it.each(['corpus.txt', 'trainer.txt', 'value.txt', 'device.txt', 'testimony.txt', 'my-train-test.txt'])('takes %s for none', (name) =>
    expect(splitOfName(name)).toBeNull(),
  )
})
