import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { useNotices } from '../../src/renderer/stores/notices'

beforeEach(() => setActivePinia(createPinia()))

test('a fault is said once, and stays until it is dismissed', () => {
  const notices = useNotices()
  notices.say('The disk is full.')
  notices.say('The disk is full.')
  expect(notices.urgent.map(({ message }) => message)).toEqual(['The disk is full.'])
  notices.dismiss(notices.urgent[0].id)
  expect(notices.list).toEqual([])
})

test('an offer is acted on once, and goes with it; what fails is said', async () => {
  const notices = useNotices()
  const undo = vi.fn()
  const id = notices.offer('VAE was deleted.', 'Undo', undo)
  await notices.act(id)
  await notices.act(id)
  expect(undo).toHaveBeenCalledOnce()
  expect(notices.list).toEqual([])
  await notices.act(notices.offer('DG was deleted.', 'Undo', () => Promise.reject(new Error('It is gone for good.'))))
  expect(notices.urgent.map(({ message }) => message)).toEqual(['It is gone for good.'])
})

test('the newest offer is the one that is taken back, past notices that offer nothing', () => {
  const notices = useNotices()
  const [first, second] = [vi.fn(), vi.fn()]
  expect(notices.actOnNewest()).toBe(false)
  notices.offer('one', 'Undo', first)
  notices.offer('two', 'Undo', second)
  notices.tell('three')
  expect(notices.actOnNewest()).toBe(true)
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
  expect(notices.offers.map(({ message }) => message)).toEqual(['one', 'three'])
})

test('of alarms the last three are kept', () => {
  const notices = useNotices()
  for (const epoch of [1, 2, 3, 4, 5]) notices.warn(`Collapse in epoch ${epoch}.`)
  notices.say('The disk is full.')
  expect(notices.urgent.map(({ message }) => message)).toEqual([
    'Collapse in epoch 3.',
    'Collapse in epoch 4.',
    'Collapse in epoch 5.',
    'The disk is full.',
  ])
})
