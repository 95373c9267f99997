import { describe, expect, test } from 'vitest'
import { Listeners, StateListeners } from '../../src/shared/listeners'

describe('listeners', () => {
  test('are told in the order in which they came, until they stop', () => {
    const heard: string[] = []
    const listeners = new Listeners<[string]>()
    expect(listeners.none).toBe(true)
    const stop = listeners.add((word) => heard.push(`first ${word}`))
    listeners.add((word) => heard.push(`second ${word}`))
    listeners.tell('a')
    stop()
    listeners.tell('b')
    expect(heard).toEqual(['first a', 'second a', 'second b'])
    expect(listeners.none).toBe(false)
  })

  test('of a state hear at once what it is, where that was told before', () => {
    const heard: string[] = []
    const listeners = new StateListeners<[state: string, reason: string | null]>()
    listeners.add((state) => heard.push(`early ${state}`))
    expect(heard).toEqual([])
    listeners.tell('ready', null)
    listeners.tell('lost', 'a reason')
    listeners.add((state, reason) => heard.push(`late ${state}: ${reason}`))
    expect(heard).toEqual(['early ready', 'early lost', 'late lost: a reason'])
  })
})
