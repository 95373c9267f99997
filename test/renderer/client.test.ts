import { describe, expect, it, vi } from 'vitest'
import { createClient } from '../../src/renderer/api/client'
import { parentOf } from '../../src/renderer/api/place-files'
import type { Bridge, RequestMessage, ResponseMessage } from '../../src/shared/contract'

function makeBridge() {
  const sent: RequestMessage[] = []
  let hear: (message: ResponseMessage) => void = () => {}
  let state: (state: 'ready' | 'lost', reason: string | null) => void = () => {}
  const bridge: Bridge = {
    door: 'desktop',
    send: (message) => void sent.push(message),
    receive: (listener) => ((hear = listener), () => {}),
    onState: (listener) => ((state = listener), () => {}),
    placeFiles: () => Promise.resolve([]),
    tellHost: () => {},
    onHost: () => () => {},
  }
  return {
    bridge,
    sent,
    hear: (message: ResponseMessage) => hear(message),
    state: (next: 'ready' | 'lost', reason: string | null) => state(next, reason),
  }
}

describe('the client', () => {
  it('matches answers to requests whatever their order', async () => {
    const { bridge, sent, hear } = makeBridge()
    const client = createClient(bridge)
    const first = client.request('corpora.list', {})
    const second = client.request('runs.list', {})
    hear({ id: sent[1].id, result: [] })
    hear({ id: sent[0].id, error: { code: 'refused', message: 'The disk is full.' } })
    await expect(second).resolves.toEqual([])
    await expect(first).rejects.toMatchObject({ code: 'refused', message: 'The disk is full.' })
  })

  it('fills in the defaults of the contract before sending', () => {
    const { bridge, sent } = makeBridge()
    void createClient(bridge).request('runs.figure', { id: 'r1' })
    expect(sent[0].params).toEqual({ id: 'r1', split: 'test', pair: 'max', size: 500, extent: 5 })
  })

  it('sends nothing that the contract forbids', async () => {
    const { bridge, sent } = makeBridge()
    await expect(createClient(bridge).request('corpora.rename', { id: 'c', name: '' })).rejects.toMatchObject({ code: 'bad_request' })
    expect(sent).toEqual([])
  })

  it('refuses an answer that is not what the contract says', async () => {
    const { bridge, sent, hear } = makeBridge()
    const asked = createClient(bridge).request('runs.list', {})
    hear({ id: sent[0].id, result: [{ id: 1 }] })
    await expect(asked).rejects.toThrow(/runs\.list could not be read/)
  })

  it('rejects what was under way when the lab is lost, with its reason', async () => {
    const { bridge, state } = makeBridge()
    const client = createClient(bridge)
    const seen: unknown[] = []
    client.onState((...args) => seen.push(args))
    const asked = client.request('runs.list', {})
    state('lost', 'The lab process ended unexpectedly.')
    await expect(asked).rejects.toThrow('The lab process ended unexpectedly.')
    expect(seen).toEqual([['lost', 'The lab process ended unexpectedly.']])
  })

  it('passes on events it understands and drops the others', () => {
    const { bridge, hear } = makeBridge()
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const seen: unknown[] = []
    createClient(bridge).onEvent((event) => seen.push(event))
    hear({ event: { type: 'run.removed', id: 'r1' } })
    hear({ event: { type: 'run.removed' } as never })
    expect(seen).toEqual([{ type: 'run.removed', id: 'r1' }])
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})

describe('paths', () => {
  it('finds the folder of a file on any machine', () => {
    expect(parentOf('/home/ada/uploads/1a/train.txt')).toBe('/home/ada/uploads/1a')
    expect(parentOf('C:\\Users\\ada\\yelp\\train.txt')).toBe('C:\\Users\\ada\\yelp')
    expect(parentOf('train.txt')).toBe('train.txt')
  })
})
