import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createServerBridge } from '../../src/renderer/api/server-bridge'

class FakeSocket {
  static readonly OPEN = 1
  static readonly CONNECTING = 0
  static all: FakeSocket[] = []
  readyState = FakeSocket.CONNECTING
  sent: string[] = []
  onopen = () => {}
  onclose: (event: { reason: string }) => void = () => {}
  onmessage: (event: { data: string }) => void = () => {}

  constructor(readonly address: string) {
    FakeSocket.all.push(this)
  }

  send(text: string) {
    this.sent.push(text)
  }

  open() {
    this.readyState = FakeSocket.OPEN
    this.onopen()
  }

  close(reason = '') {
    this.readyState = 3
    this.onclose({ reason })
  }
}

const location = { protocol: 'http:', host: '127.0.0.1:4747' }
let answer: () => Promise<Response>

beforeEach(() => {
  FakeSocket.all = []
  answer = () => Promise.reject(new TypeError('Failed to fetch'))
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal(
    'fetch',
    vi.fn((..._: unknown[]) => answer()),
  )
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function connect() {
  const bridge = createServerBridge(location)
  const states: [string, string | null][] = []
  bridge.onState((...state) => states.push(state))
  return { bridge, states, socket: () => FakeSocket.all[FakeSocket.all.length - 1] }
}

describe('the bridge to a server', () => {
  it("connects to the lab of the page's own server and sends what waited", () => {
    const { bridge, states, socket } = connect()
    expect(socket().address).toBe('ws://127.0.0.1:4747/lab')
    bridge.send({ id: 1, method: 'runs.list', params: {} })
    expect(socket().sent).toEqual([])
    socket().open()
    expect(socket().sent).toEqual(['{"id":1,"method":"runs.list","params":{}}'])
    expect(states).toEqual([['ready', null]])
  })

  it('tells a late listener the present state', () => {
    const { bridge, socket } = connect()
    socket().open()
    const late: string[] = []
    bridge.onState((state) => late.push(state))
    expect(late).toEqual(['ready'])
  })

  it('says when the server is away, refuses to send meanwhile, and comes back by itself', async () => {
    const { bridge, states, socket } = connect()
    socket().open()
    socket().close()
    expect(states.at(-1)).toEqual(['lost', expect.stringContaining('does not answer')])
    expect(() => bridge.send({ id: 2, method: 'runs.list', params: {} })).toThrow(/does not answer/)
    await vi.advanceTimersByTimeAsync(300)
    expect(FakeSocket.all).toHaveLength(2)
    socket().open()
    expect(states.at(-1)).toEqual(['ready', null])
  })

  it('waits longer after each failure, but never more than four seconds', async () => {
    const { socket } = connect()
    const waits = []
    for (let i = 0; i < 8; i++) {
      const count = FakeSocket.all.length
      socket().close()
      let waited = 0
      while (FakeSocket.all.length === count) {
        await vi.advanceTimersByTimeAsync(250)
        waited += 250
      }
      waits.push(waited)
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000])
  })

  it('asks for the new address when the server has another token', async () => {
    const { states, socket } = connect()
    socket().open()
    answer = () => Promise.resolve(new Response('', { status: 401 }))
    socket().close()
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toEqual(['lost', expect.stringContaining('another token')])
  })

  it('uploads the files of one call into one batch and answers their paths', async () => {
    const { bridge } = connect()
    answer = () => Promise.resolve(Response.json({ path: '/uploads/x/train.txt' }))
    const paths = await bridge.placeFiles([new File(['a'], 'train.txt'), new File(['b'], 'ä & b.txt')])
    expect(paths).toEqual(['/uploads/x/train.txt', '/uploads/x/train.txt'])
    const addresses = vi.mocked(fetch).mock.calls.map(([address]) => new URL(String(address), 'http://x'))
    expect(addresses.map((address) => address.searchParams.get('name'))).toEqual(['train.txt', 'ä & b.txt'])
    expect(new Set(addresses.map((address) => address.searchParams.get('batch'))).size).toBe(1)
    expect(addresses[0].searchParams.get('batch')).toMatch(/^[0-9a-f]{32}$/)
  })

  it('says which file could not be sent, and why', async () => {
    const { bridge } = connect()
    answer = () => Promise.resolve(new Response('the disk is full', { status: 507 }))
    await expect(bridge.placeFiles([new File(['a'], 'train.txt')])).rejects.toThrow(
      'train.txt could not be sent to the lab: the disk is full.',
    )
  })
})
