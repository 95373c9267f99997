import { describe, expect, test } from 'vitest'
import { safeName } from '../../src/server/upload'

describe('safeName', () => {
  test.each([
    ['train.txt', 'train.txt'],
    ['Überprüfung (2).tsv', 'Überprüfung (2).tsv'],
    ['a/b\\c.txt', 'c.txt'],
    ['a:b|c?.txt', 'a_b_c_.txt'],
    ['.bashrc', 'bashrc'],
    ['trailing. ', 'trailing'],
    ['con.txt', '_con.txt'],
    ['tab\there.txt', 'tab_here.txt'],
  ])('%j becomes %j', (name, safe) => expect(safeName(name)).toBe(safe))

  test.each(['', '.', '..', '/', '../', ' '])('%j is no name', (name) => expect(safeName(name)).toBeNull())

  test('long names keep their extension', () => {
    const safe = safeName(`${'x'.repeat(500)}.txt`)
    expect(safe?.length).toBeLessThan(200)
    expect(safe?.endsWith('x.txt')).toBe(true)
    // A file system takes 255 bytes, and some are added while the file comes in.
    for (const letter of ['é', '語', '🍲']) {
      const long = safeName(`${letter.repeat(300)}.txt`) ?? ''
      expect(Buffer.byteLength(long)).toBeLessThan(200)
      expect(long).toMatch(new RegExp(`^(${letter})+\\.txt$`, 'u'))
    }
  })
})
