import { expect, test } from 'vitest'
import type { Command } from '../../../src/renderer/commands/command'
import { rank } from '../../../src/renderer/commands/rank'

const command = (title: string, more: Partial<Command> = {}): Command => ({ id: title, group: 'do', title, run: () => {}, ...more })
const ALL = [
  command('Runs', { group: 'go' }),
  command('Stop: β-VAE β = 0.4', { minor: 2, detail: '#6 · yahoo · finished' }),
  command('Open DG-VAE |b| = 32', { minor: 1, detail: '#5 · yelp · finished', words: 'first-try seed 7' }),
  command('Pause: DG-VAE |b| = 32', { minor: 2, detail: '#5 · yelp · training' }),
  command('Open β-VAE β = 0.4', { minor: 1, detail: '#6 · yahoo · finished' }),
  command('Open a corpus…', { words: 'import file' }),
]
const found = (query: string, most = 10) => rank(ALL, query, most).map(({ title }) => title)

test('without words everything but the many, in its own order', () => {
  expect(found('')).toEqual(['Runs', 'Open a corpus…'])
  expect(found('  ', 1)).toEqual(['Runs'])
})

test('every word must stand somewhere: title, detail or other words, in any order and case', () => {
  expect(found('YELP dg')).toEqual(['Open DG-VAE |b| = 32', 'Pause: DG-VAE |b| = 32'])
  expect(found('first-try')).toEqual(['Open DG-VAE |b| = 32'])
  expect(found('import')).toEqual(['Open a corpus…'])
  expect(found('dg yahoo')).toEqual([])
})

test('the start of a title comes before the start of a word, that before the inside of one', () => {
  expect(found('pause')).toEqual(['Pause: DG-VAE |b| = 32'])
  expect(found('ru')[0]).toBe('Runs')
  expect(found('open')[0]).toBe('Open a corpus…')
  expect(found('b = 32')[0]).toBe('Open DG-VAE |b| = 32')
  expect(found('β')).toEqual(['Open β-VAE β = 0.4', 'Stop: β-VAE β = 0.4'])
})
