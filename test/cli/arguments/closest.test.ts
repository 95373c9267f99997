import { expect, test } from 'vitest'
import { closest } from '../../../src/cli/arguments/closest'

const known = ['train', 'tag', 'restore', 'max-length', 'agg_size']

test.each([
  ['trian', 'train'],
  ['Train', 'train'],
  ['tga', 'tag'],
  ['retsore', 'restore'],
  ['max', 'max-length'],
  ['max_lenght', 'max-length'],
  ['agg-siz', 'agg_size'],
  ['fly', null],
  ['tar', 'tag'],
  ['compare', null],
  ['', null],
])('%s: %s', (given, meant) => expect(closest(given, known)).toBe(meant))
