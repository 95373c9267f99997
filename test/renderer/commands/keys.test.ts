// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { capsOf, isPlain, keysInWords, strokeOf } from '../../../src/renderer/commands/keys'

const key = (name: string, held: Partial<KeyboardEvent> = {}) => ({
  key: name,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('a stroke names what is held down and what the key writes', () => {
  expect(strokeOf(key('k', { ctrlKey: true }), false)).toBe('mod+k')
  expect(strokeOf(key('k', { metaKey: true }), true)).toBe('mod+k')
  expect(strokeOf(key('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+z')
  expect(strokeOf(key('ArrowUp', { altKey: true }), false)).toBe('alt+arrowup')
})

test('a sign is a sign, whichever keys write it', () => {
  expect(strokeOf(key('?', { shiftKey: true }), false)).toBe('?')
  expect(strokeOf(key('/', { shiftKey: true }), false)).toBe('/')
})

test("the other system's key makes it no command, nor does a modifier alone", () => {
  expect(strokeOf(key('k', { metaKey: true }), false)).toBeNull()
  expect(strokeOf(key('k', { ctrlKey: true }), true)).toBeNull()
  expect(strokeOf(key('Control', { ctrlKey: true }), false)).toBeNull()
})

test('on a keyboard of another script a combination goes by the place of its key', () => {
  expect(strokeOf(key('л', { ctrlKey: true, code: 'KeyK' }), false)).toBe('mod+k')
  expect(strokeOf(key('л', { code: 'KeyK' }), false)).toBe('л')
})

test('keys are shown as caps and read in words', () => {
  expect(capsOf('mod+shift+k', false)).toEqual([['Ctrl', 'Shift', 'K']])
  expect(capsOf('mod+k', true)).toEqual([['⌘', 'K']])
  expect(keysInWords('g r', undefined, false)).toBe('G then R')
  expect(keysInWords('arrowup arrowdown', 'or', false)).toBe('↑ or ↓')
  expect([isPlain('g r'), isPlain('?'), isPlain('mod+k')]).toEqual([true, true, false])
})
