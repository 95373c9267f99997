/** A split within a sentence. */
export const SPLIT_WORDS = { train: 'train', valid: 'valid', test: 'test' } as const
export type Split = keyof typeof SPLIT_WORDS
