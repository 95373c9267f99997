import { describe, expect, test, vi } from 'vitest'
import { LabError, type LabEvent, type ResponseMessage } from '../../src/shared/contract'
import { connect } from '../../src/lab/connection'
import { soon } from '../soon'

function setting(isBusy?: () => boolean) {
  const sent: ResponseMessage[] = []
  let listener: (event: LabEvent) => void = () => undefined
  const unsubscribe = vi.fn()
  const lab = {
    handle: async (method: string, params: unknown): Promise<unknown> => {
      if (method === 'fail') throw new Error('Something broke.')
      if (method === 'refuse') throw new LabError('refused', 'Not now.')
      return { method, params }
    },
    subscribe: (given: (event: LabEvent) => void) => {
      listener = given
      return unsubscribe
    },
  }
  const connection = connect(lab, (message) => sent.push(structuredClone(message)), { isBusy })
  return { sent, connection, unsubscribe, tell: (event: LabEvent) => listener(event) }
}

const points = (step: number, id = 'a', restart_at: number | null = null): LabEvent => ({
  type: 'points',
  id,
  series: 'batch',
  restart_at,
  points: { step: [step], epoch: [step / 10], seconds: [step], values: { loss: [step] } },
})
const removed: LabEvent = { type: 'run.removed', id: 'z' }

describe('requests', () => {
  test('are answered under their number, errors with their code', async () => {
    const { sent, connection } = setting()
    connection.receive({ id: 1, method: 'runs.list', params: {} })
    connection.receive({ id: 2, method: 'refuse', params: {} })
    connection.receive({ id: 3, method: 'fail', params: {} })
    await soon(() => expect(sent).toHaveLength(3))
    expect(sent).toEqual([
      { id: 1, result: { method: 'runs.list', params: {} } },
      { id: 2, error: { code: 'refused', message: 'Not now.' } },
      { id: 3, error: { code: 'failed', message: 'Something broke.' } },
    ])
  })

  test.each([null, 'x', 7, [], {}, { id: 'a', method: 'b', params: {} }, { method: 'x', params: {} }])(
    '%j is no request and harms nothing',
    (raw) => {
      const { sent, connection } = setting()
      connection.receive(raw)
      expect(sent).toEqual([])
    },
  )

  test('one with a number but the wrong shape is answered as bad', () => {
    const { sent, connection } = setting()
    connection.receive({ id: 5, method: 'x', params: {}, extra: 1 })
    expect(sent).toMatchObject([{ id: 5, error: { code: 'bad_request' } }])
  })

  test('after closing nothing is sent any more', async () => {
    const { sent, connection, unsubscribe } = setting()
    connection.receive({ id: 1, method: 'runs.list', params: {} })
    connection.close()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(sent).toEqual([])
    expect(unsubscribe).toHaveBeenCalledOnce()
  })
})

describe('back-pressure', () => {
  test('a client that keeps up gets every event as it comes', () => {
    const { sent, tell } = setting()
    tell(points(1))
    tell(points(2))
    expect(sent).toHaveLength(2)
  })

  test('for one that does not, points of a series are joined and none is lost', async () => {
    let busy = true
    const { sent, tell } = setting(() => busy)
    const shared = points(1)
    tell(shared)
    tell(points(2))
    tell(points(1, 'b'))
    tell(removed)
    tell(points(3))
    expect(sent).toEqual([])
    busy = false
    await soon(() => expect(sent).toHaveLength(3))
    expect(sent[0]).toMatchObject({ event: { id: 'a', points: { step: [1, 2, 3], values: { loss: [1, 2, 3] } } } })
    expect(sent[1]).toMatchObject({ event: { id: 'b', points: { step: [1] } } })
    expect(sent[2]).toEqual({ event: removed })
    expect(shared).toEqual(points(1))
  })

  test('a withdrawal of points is not joined with what came before it', async () => {
    let busy = true
    const { sent, tell } = setting(() => busy)
    tell(points(5))
    tell(points(4, 'a', 4))
    tell(points(5))
    busy = false
    await soon(() => expect(sent).toHaveLength(2))
    expect(sent[1]).toMatchObject({ event: { restart_at: 4, points: { step: [4, 5] } } })
  })

  test('an answer never overtakes an event told before it', async () => {
    const { sent, connection, tell } = setting(() => true)
    tell(points(1))
    connection.receive({ id: 1, method: 'runs.series', params: {} })
    await soon(() => expect(sent).toHaveLength(2))
    expect(sent).toMatchObject([{ event: { type: 'points' } }, { id: 1 }])
  })
})
