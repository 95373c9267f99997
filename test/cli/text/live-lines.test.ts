import { describe, expect, test } from 'vitest'
import { LiveLines } from '../../../src/cli/text/live-lines'
import type { Terminal } from '../../../src/cli/terminal'

function setting(interactive: boolean) {
  let text = ''
  let now = 0
  const terminal = { interactive, columns: () => 30, err: (added: string) => void (text += added) } as unknown as Terminal
  const lines = new LiveLines(terminal, () => now)
  return { lines, text: () => text, wait: (ms: number) => void (now += ms) }
}

describe('progress lines', () => {
  test('on a terminal are rewritten in place and never wrap', () => {
    const { lines, text } = setting(true)
    lines.set('a', 'first')
    lines.set('b', 'x'.repeat(50))
    lines.set('a', 'second')
    expect(text()).toBe(
      [
        '\r\u001b[2Kfirst\n',
        `\u001b[1A\r\u001b[2Kfirst\n\r\u001b[2K${'x'.repeat(29)}\n`,
        `\u001b[2A\r\u001b[2Ksecond\n\r\u001b[2K${'x'.repeat(29)}\n`,
      ].join(''),
    )
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
