import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { useNotices } from '../../src/renderer/stores/notices'

beforeEach(() => setActivePinia(createPinia()))

test('a fault is said once, and stays until it is dismissed', () => {
  const notices = useNotices()
  notices.say('The disk is full.')
  notices.say('The disk is full.')
  expect(notices.faults.map(({ message }) => message)).toEqual(['The disk is full.'])
  notices.dismiss(notices.faults[0].id)
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
  expect(notices.faults.map(({ message }) => message)).toEqual(['It is gone for good.'])
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
