import { describe, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { useSelection } from '../../../src/renderer/runs/use-selection'

function open(ids = ['a', 'b', 'c', 'd']) {
  const listed = ref(ids)
  const selection = useSelection(() => listed.value)
  return { listed, selection, chosen: () => [...selection.chosen.value].sort().join('') }
}

describe('a selection', () => {
  it('is one by a click, one more or less with Ctrl, all between with Shift', () => {
    const { selection, chosen } = open()
    selection.choose('b')
    expect(chosen()).toBe('b')
    selection.reach('d')
    expect(chosen()).toBe('bcd')
    selection.reach('a')
    expect(chosen()).toBe('ab')
    selection.toggle('d')
    expect(chosen()).toBe('abd')
    selection.toggle('a')
    expect(chosen()).toBe('bd')
  })

  it('grows with Shift and arrows, which stop at the ends', () => {
    const { selection, chosen } = open()
    selection.choose('c')
    expect(selection.move(1, true)).toBe('d')
    expect(selection.move(1, true)).toBe('d')
    expect(chosen()).toBe('cd')
    expect(selection.move(-1, true)).toBe('c')
    expect(chosen()).toBe('c')
    expect(selection.move(-Infinity, false)).toBe('a')
    expect(chosen()).toBe('c')
  })

  it('begins at the first with the down arrow and at the last with the up arrow', () => {
    expect(open().selection.move(1, false)).toBe('a')
    expect(open().selection.move(-1, false)).toBe('d')
    expect(open([]).selection.move(1, false)).toBeNull()
  })

  it('loses what is no longer listed, so that nothing unseen is acted on', async () => {
    const { listed, selection, chosen } = open()
    selection.all()
    listed.value = ['b', 'x']
    await nextTick()
    expect(chosen()).toBe('b')
    selection.clear()
    expect(chosen()).toBe('')
  })

  it('has one place in the tab order: where the keyboard stands, at first the first', () => {
    const { selection } = open()
    expect(selection.stop.value).toBe('a')
    selection.move(1, false)
    selection.move(1, false)
    expect(selection.stop.value).toBe('b')
  })
})
