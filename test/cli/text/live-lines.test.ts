import { describe, expect, test } from 'vitest'
import { LiveLines } from '../../../src/cli/text/live-lines'
import type { Terminal } from '../../../src/cli/terminal'

function setting(interactive: boolean) {
  let text = ''
  let now = 0
  const terminal = { interactive, columns: () => 30, rows: () => 4, err: (added: string) => void (text += added) } as unknown as Terminal
  const lines = new LiveLines(terminal, () => now)
  return { lines, text: () => text, wait: (ms: number) => void (now += ms) }
}

/** Goes up and clears what is below. */
const back = (rows: number) => `\u001b[${rows}A\r\u001b[J`

describe('progress lines', () => {
  test('on a terminal are rewritten in place and never wrap', () => {
    const { lines, text } = setting(true)
    const long = 'x'.repeat(29)
    lines.set('a', 'first')
    lines.set('b', 'x'.repeat(50))
    lines.set('a', 'second')
    expect(text()).toBe(['first\n', `${back(1)}first\n${long}\n`, `${back(2)}second\n${long}\n`].join(''))
  })

  test('wide characters take two cells', () => {
    const { lines, text } = setting(true)
    lines.set('a', '语'.repeat(20))
    expect(text()).toBe(`${'语'.repeat(14)}\n`)
  })

  test('of more than the terminal has rows the last are shown, since others cannot be rewritten', () => {
    const { lines, text } = setting(true)
    for (const name of ['a', 'b', 'c', 'd']) lines.set(name, name)
    expect(text().split(back(3)).at(-1)).toBe('b\nc\nd\n')
  })

  test('elsewhere come now and then, important ones always, and never twice the same', () => {
    const { lines, text, wait } = setting(false)
    lines.set('a', '1')
    lines.set('a', '2')
    lines.set('a', '2', true)
    lines.set('a', '3', true)
    wait(30_000)
    lines.set('a', '4')
    expect(text()).toBe('1\n3\n4\n')
  })
})

describe('sentences among the lines', () => {
  const sentence = 'A sentence that is longer than the terminal is wide.'

  test('stand above them in whole, once', () => {
    const { lines, text } = setting(true)
    lines.set('a', 'first')
    lines.tell('alarm', sentence)
    lines.tell('alarm', sentence)
    lines.set('a', 'second')
    expect(text()).toBe(['first\n', `${back(1)}${sentence}\nfirst\n`, `${back(1)}second\n`].join(''))
  })

  test('are plain lines where nothing can be rewritten', () => {
    const { lines, text } = setting(false)
    lines.tell('alarm', sentence)
    lines.tell('alarm', sentence)
    expect(text()).toBe(`${sentence}\n`)
  })
})
