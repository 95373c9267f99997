import { describe, expect, test } from 'vitest'
import { Relay } from '../../src/main/relay'
import type { RequestMessage, ResponseMessage } from '../../src/shared/contract'
import type { PortMessage } from '../../src/shared/port'

function setUp() {
  const lab = { asked: [] as RequestMessage[], running: true }
  const relay = new Relay((message) => {
    if (lab.running) lab.asked.push(message)
    return lab.running
  })
  const page = () => {
    const told: PortMessage[] = []
    return { told, tell: (message: PortMessage) => void told.push(message) }
  }
  return { lab, relay, page }
}

const event: ResponseMessage = { event: { type: 'run.removed', id: 'r1' } }
const messages = (told: PortMessage[]) => told.flatMap((item) => (item.kind === 'message' ? [item.message] : []))

describe('Relay', () => {
  test('passes a request on and its answer back under the id the window gave', () => {
    const { lab, relay, page } = setUp()
    const window = page()
    relay.connect(window)
    relay.fromWindow(window, { id: 41, method: 'runs.list', params: {} })
    relay.fromLab({ id: lab.asked[0].id, result: [] })
    expect(lab.asked[0]).toMatchObject({ method: 'runs.list', params: {} })
    expect(messages(window.told)).toEqual([{ id: 41, result: [] }])
  })

  test('an answer asked for by a page before its reload never reaches the next page', () => {
    const { lab, relay, page } = setUp()
    const [before, after] = [page(), page()]
    relay.connect(before)
    relay.fromWindow(before, { id: 1, method: 'runs.figure', params: {} })
    relay.disconnect(before)
    relay.connect(after)
    relay.fromWindow(after, { id: 1, method: 'runs.list', params: {} })
    relay.fromLab({ id: lab.asked[0].id, result: 'figure' })
    relay.fromLab({ id: lab.asked[1].id, result: 'list' })
    expect(messages(before.told)).toEqual([])
    expect(messages(after.told)).toEqual([{ id: 1, result: 'list' }])
  })

  test('events go to the page that is shown', () => {
    const { relay, page } = setUp()
    const [before, after] = [page(), page()]
    relay.connect(before)
    relay.connect(after)
    relay.disconnect(before)
    relay.fromLab(event)
    expect(messages(before.told)).toEqual([])
    expect(messages(after.told)).toEqual([event])
  })

  test('a page learns the state of the lab when it connects', () => {
    const { relay, page } = setUp()
    const window = page()
    relay.labIs('ready', null)
    relay.connect(window)
    expect(window.told).toEqual([{ kind: 'state', state: 'ready', reason: null }])
  })

  test('when the lab is lost, open requests are answered with the reason before the state is told', () => {
    const { relay, page } = setUp()
    const window = page()
    relay.connect(window)
    relay.fromWindow(window, { id: 5, method: 'runs.list', params: {} })
    relay.labIs('lost', 'The lab was ended by SIGKILL.')
    expect(window.told.slice(1)).toEqual([
      { kind: 'message', message: { id: 5, error: { code: 'failed', message: 'The lab was ended by SIGKILL.' } } },
      { kind: 'state', state: 'lost', reason: 'The lab was ended by SIGKILL.' },
    ])
  })

  test('a request while the lab is away is answered at once', () => {
    const { lab, relay, page } = setUp()
    const window = page()
    relay.connect(window)
    lab.running = false
    relay.fromWindow(window, { id: 6, method: 'runs.list', params: {} })
    expect(messages(window.told)).toEqual([{ id: 6, error: { code: 'failed', message: 'The lab is starting.' } }])
  })

  test.each([[null], ['text'], [{ method: 'x' }], [{ id: 1, method: 2, params: {} }], [{ id: 1, method: 'x', params: {}, more: 1 }]])(
    'what is no request (%j) never reaches the lab',
    (raw) => {
      const { lab, relay, page } = setUp()
      const window = page()
      relay.connect(window)
      relay.fromWindow(window, raw)
      expect(lab.asked).toEqual([])
    },
  )
})
