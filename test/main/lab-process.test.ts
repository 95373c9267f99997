import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LAB_OPENED, STORE_LOST } from '../../src/shared/lab-opened'
import { findLab, LabProcess } from '../../src/main/lab-process'

class FakeChild extends EventEmitter {
  readonly stderr = new PassThrough()
  readonly sent: unknown[] = []
  readonly kills: string[] = []
  connected = true
  pid: number | undefined = 1234
  exitCode: number | null = null
  signalCode = null
  send(message: unknown) {
    this.sent.push(message)
  }
  disconnect() {
    this.connected = false
    this.emit('disconnect')
  }
  kill(signal: string) {
    this.kills.push(signal)
    this.end(null, signal)
  }
  end(code: number | null, signal: string | null = null) {
    this.connected = false
    this.exitCode = code
    this.emit('exit', code, signal)
    this.emit('close', code, signal)
  }
}

function setUp(mayRebuild: (sentence: string) => Promise<boolean> = () => Promise.resolve(false)) {
  const children: FakeChild[] = []
  const states: [string, string | null][] = []
  const messages: unknown[] = []
  const rebuilds: boolean[] = []
  const lab = new LabProcess(
    (rebuild) => {
      rebuilds.push(rebuild)
      const child = new FakeChild()
      children.push(child)
      return child as unknown as ChildProcess
    },
    { message: (message) => messages.push(message), state: (state, reason) => states.push([state, reason]), mayRebuild },
  )
  return { lab, children, states, messages, rebuilds }
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => vi.useRealTimers())

describe('LabProcess', () => {
  test('is ready once it says that its store is open, and carries messages both ways', () => {
    const { lab, children, states, messages } = setUp()
    lab.start()
    children[0].emit('spawn')
    expect(states).toEqual([])
    children[0].emit('message', LAB_OPENED)
    expect(lab.send({ id: 1, method: 'runs.list', params: {} })).toBe(true)
    children[0].emit('message', { id: 1, result: [] })
    expect(states).toEqual([['ready', null]])
    expect(children[0].sent).toEqual([{ id: 1, method: 'runs.list', params: {} }])
    expect(messages).toEqual([{ id: 1, result: [] }])
  })

  test('says why it died, with its last words, and starts again later and later', () => {
    const { lab, children, states } = setUp()
    lab.start()
    children[0].emit('message', LAB_OPENED)
    children[0].stderr.emit('data', 'A trace\nError: out of luck\n')
    children[0].end(1)
    expect(states.at(-1)).toEqual(['lost', 'The lab ended with code 1: Error: out of luck'])
    expect(lab.send({ id: 2, method: 'runs.list', params: {} })).toBe(false)
    vi.advanceTimersByTime(500)
    expect(children).toHaveLength(2)
    children[1].end(null, 'SIGKILL')
    expect(states.at(-1)).toEqual(['lost', 'The lab was ended by SIGKILL.'])
    vi.advanceTimersByTime(500)
    expect(children).toHaveLength(2)
    vi.advanceTimersByTime(500)
    expect(children).toHaveLength(3)
  })

  test('what keeps it from opening is said alone, and stands while it is tried again', () => {
    const { lab, children, states } = setUp()
    lab.start()
    for (let i = 0; i < 3; i++) {
      children[i].emit('spawn')
      children[i].stderr.emit('data', 'The store was written by a newer Plenum.\n')
      children[i].end(1)
      vi.advanceTimersByTime(30_000)
    }
    expect(states).toEqual(Array(3).fill(['lost', 'The store was written by a newer Plenum.']))
  })

  test('asks once whether a lost store is to be built anew, and starts a lab that does it at once when it may', async () => {
    const asked: string[] = []
    const answer = Promise.withResolvers<boolean>()
    const { lab, children, states, rebuilds } = setUp((sentence) => (asked.push(sentence), answer.promise))
    lab.start()
    for (let i = 0; i < 3; i++) {
      children[i].stderr.emit('data', 'The store is missing.\n')
      children[i].end(STORE_LOST)
      if (i < 2) vi.advanceTimersByTime(30_000)
    }
    expect(asked).toEqual(['The store is missing.'])
    expect(states.at(-1)).toEqual(['lost', 'The store is missing.'])
    answer.resolve(true)
    await vi.waitFor(() => expect(rebuilds).toEqual([false, false, false, true]))
    children[3].emit('message', LAB_OPENED)
    expect(states.at(-1)).toEqual(['ready', null])
    children[3].end(1)
    vi.advanceTimersByTime(30_000)
    expect(rebuilds.at(-1)).toBe(false)
  })

  test('a lost store that is to be left alone is looked for again, and nothing else is done', async () => {
    const { lab, children, rebuilds } = setUp(() => Promise.resolve(false))
    lab.start()
    children[0].end(STORE_LOST)
    await Promise.resolve()
    vi.advanceTimersByTime(500)
    expect(rebuilds).toEqual([false, false])
  })

  test('a lab that lived long is started again at once', () => {
    const { lab, children } = setUp()
    lab.start()
    for (let i = 0; i < 4; i++) {
      children.at(-1)?.end(1)
      vi.advanceTimersByTime(30_000)
    }
    const before = children.length
    vi.advanceTimersByTime(61_000)
    children.at(-1)?.end(1)
    vi.advanceTimersByTime(500)
    expect(children).toHaveLength(before + 1)
  })

  test('a program that cannot be started is said, too', () => {
    const { lab, children, states } = setUp()
    lab.start()
    children[0].pid = undefined
    children[0].emit('error', new Error('spawn node ENOENT'))
    expect(states).toEqual([['lost', 'The lab could not be started: spawn node ENOENT.']])
  })

  test('closing closes the channel, waits, and starts nothing again', async () => {
    const { lab, children, states } = setUp()
    lab.start()
    children[0].on('disconnect', () => queueMicrotask(() => children[0].end(0)))
    await lab.close()
    vi.advanceTimersByTime(60_000)
    expect(children).toHaveLength(1)
    expect(children[0].kills).toEqual([])
    expect(states).toEqual([])
  })

  test('a lab that lingers is ended by force', async () => {
    const { lab, children } = setUp()
    lab.start()
    const closed = lab.close()
    vi.advanceTimersByTime(8000)
    await closed
    expect(children[0].kills).toEqual(['SIGKILL'])
  })
})

describe('findLab', () => {
  test("the packaged app runs its own Node on the lab's unpacked program", () => {
    const { node } = findLab({ packaged: true, resources: '/opt/Plenum/resources', appPath: '/opt/Plenum/resources/app.asar' })
    expect(node.replaceAll('\\', '/')).toMatch(/^\/opt\/Plenum\/resources\/node\/node(\.exe)?$/)
  })
  test('a checkout runs the Node that npm start names, or the one npm installed', () => {
    vi.stubEnv('PLENUM_NODE', '/somewhere/node24')
    expect(findLab({ packaged: false, resources: '', appPath: '/x' }).node).toBe('/somewhere/node24')
    vi.stubEnv('PLENUM_NODE', '')
    expect(findLab({ packaged: false, resources: '', appPath: '/nowhere' }).node).toBe('node')
    vi.unstubAllEnvs()
  })
})
