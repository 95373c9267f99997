import { describe, expect, it } from 'vitest'
import { Race } from '../../../src/lab/runs/race'

/** A race whose members say in `told` that they may go on. */
function race(ids: string[], places = 99) {
  const told: string[] = []
  const made = new Race(() => places)
  for (const id of ids) made.join(id, () => told.push(id))
  const take = () => told.splice(0).join('')
  return { race: made, take }
}

describe('a race', () => {
  it('lets nobody go on before all have come as far', () => {
    const { race: run, take } = race(['a', 'b', 'c'])
    run.meet('a', 0)
    run.meet('b', 0)
    expect(take()).toBe('')
    run.meet('c', 0)
    expect(take()).toBe('abc')
    run.meet('c', 3)
    run.meet('a', 3)
    expect(take()).toBe('')
    run.meet('b', 3)
    expect(take()).toBe('cab'.split('').sort().join(''))
  })

  it('lets no more compute at once than there are places, each in turn', () => {
    const { race: run, take } = race(['a', 'b', 'c'], 1)
    for (const id of ['a', 'b', 'c']) run.meet(id, 0)
    expect(take()).toBe('a')
    run.meet('a', 3)
    expect(take()).toBe('b')
    run.meet('b', 3)
    expect(take()).toBe('c')
    run.meet('c', 3)
    expect(take()).toBe('a')
  })

  it('waits for one that begins further back', () => {
    const { race: run, take } = race(['a', 'b'])
    run.meet('a', 30)
    run.meet('b', 10)
    expect(take()).toBe('b')
    run.meet('b', 20)
    expect(take()).toBe('b')
    run.meet('b', 30)
    expect(take()).toBe('ab')
  })

  it('goes on without one that ends early, or only evaluates any more', () => {
    const { race: run, take } = race(['a', 'b', 'c'])
    run.meet('a', 5)
    run.meet('b', 5)
    run.leave('c')
    expect(take()).toBe('ab')
    run.meet('a', Infinity)
    expect(take()).toBe('a')
    run.meet('b', 8)
    expect(take()).toBe('b')
    run.leave('a')
    run.leave('b')
    expect(run.size).toBe(0)
  })

  it('goes on with one at a time where there seems to be no place at all', () => {
    const { race: run, take } = race(['a', 'b'], 0)
    run.meet('a', 0)
    run.meet('b', 0)
    expect(take()).toBe('a')
  })
})
