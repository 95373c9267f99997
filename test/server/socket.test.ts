import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { labSockets, type LabSockets } from '../../src/server/socket'
import { say } from '../../src/texts/server'

const MIB = 2 ** 20
const HEARTBEAT = 30_000

let server: Server
let sockets: LabSockets

/** A lab whose every answer is so long. */
async function serveAnswers(length: number): Promise<void> {
  const answer = 'x'.repeat(length)
  sockets = labSockets({ handle: async () => answer, subscribe: () => () => {} })
  server = createServer().on('upgrade', (request, socket, head) => sockets.accept(request, socket, head))
  await once(server.listen(0, '127.0.0.1'), 'listening')
}

async function join(options: { autoPong?: boolean } = {}): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options)
  await once(client, 'open')
  return client
}

const request = (id: number) => JSON.stringify({ id, method: 'runs.list', params: {} })

/** Once this is answered, all that the client sent before has been heard. */
async function heard(client: WebSocket): Promise<void> {
  client.send(request(1))
  await once(client, 'message')
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => {
  sockets.close()
  server.close()
  vi.useRealTimers()
})

test('a client that no longer answers is let go, one that does stays', async () => {
  await serveAnswers(1)
  const [living, dead] = [await join(), await join({ autoPong: false })]
  const gone = once(dead, 'close')
  for (let beat = 0; beat < 3; beat++) {
    const asked = dead.readyState === WebSocket.OPEN ? Promise.all([once(living, 'ping'), once(dead, 'ping')]) : once(living, 'ping')
    vi.advanceTimersByTime(HEARTBEAT)
    if (beat === 1) expect(await gone).toMatchObject([1006, expect.anything()])
    else await asked
    await heard(living)
  }
  expect(living.readyState).toBe(WebSocket.OPEN)
  living.terminate()
})

test('a client that asks and does not read is dropped before its answers fill the memory', async () => {
  await serveAnswers(4 * MIB)
  const client = await join()
  const told: number[] = []
  client.on('message', (data) => told.push((data as Buffer).length))
  const closed = once(client, 'close')
  client.pause()
  for (let id = 0; id < 40; id++) client.send(request(id))
  // What was sent is on its way before the client reads again.
  await vi.waitFor(() => expect(client.bufferedAmount).toBe(0))
  const other = await join()
  await heard(other)
  client.resume()
  const [code, reason] = (await closed) as [number, Buffer]
  expect([code, String(reason)]).toEqual([1013, say.tooSlow])
  expect(told.length).toBeGreaterThan(10)
  expect(told.length).toBeLessThan(40)
  other.terminate()
})
