import { describe, expect, it } from 'vitest'
import { DrawQueue } from '../../src/renderer/charts/draw-queue'

/** A queue whose frames and pauses are stepped by hand, over a clock that only drawings move. */
function makeQueue() {
  const steps: { kind: 'frame' | number; run: () => void }[] = []
  let time = 0
  const queue = new DrawQueue(
    (run) => steps.push({ kind: 'frame', run }),
    () => time,
    (run, ms) => steps.push({ kind: ms, run }),
  )
  return { queue, steps, step: () => steps.shift()?.run(), spend: (ms: number) => (time += ms) }
}

describe('the draw queue', () => {
  it('draws one a frame, and rests three times as long as a drawing took', () => {
    const { queue, steps, step, spend } = makeQueue()
    const drawn: string[] = []
    queue.add(() => (drawn.push('a'), spend(5)))
    queue.add(() => (drawn.push('b'), spend(8)))
    step()
    expect(drawn).toEqual(['a'])
    // The next frame comes in time.
    spend(11)
    step()
    expect(steps.map(({ kind }) => kind)).toEqual([15])
    step()
    step()
    expect(drawn).toEqual(['a', 'b'])
    step()
    expect(steps.map(({ kind }) => kind)).toEqual([24])
  })

  it('counts what the browser paints after the script: the time by which the next frame is late', () => {
    const { queue, steps, step, spend } = makeQueue()
    queue.add(() => spend(2))
    step()
    spend(2 * (1000 / 60) - 2)
    step()
    expect(Number(steps[0].kind)).toBeCloseTo(3 * (1000 / 60), 6)
  })

  it('draws once what was asked for twice, and not what was withdrawn', () => {
    const { queue, steps, step } = makeQueue()
    let count = 0
    const draw = () => void count++
    const gone = () => expect.unreachable()
    queue.add(draw)
    queue.add(draw)
    queue.add(gone)
    queue.remove(gone)
    for (let i = 0; i < 10; i++) step()
    expect(count).toBe(1)
    expect(steps).toEqual([])
  })

  it('goes on with the others where a drawing fails', () => {
    const { queue, step } = makeQueue()
    const drawn: string[] = []
    queue.add(() => expect.fail('It cannot be drawn.'))
    queue.add(() => drawn.push('other'))
    expect(step).toThrow('It cannot be drawn.')
    for (let i = 0; i < 5; i++) step()
    queue.add(() => drawn.push('later'))
    for (let i = 0; i < 5; i++) step()
    expect(drawn).toEqual(['other', 'later'])
  })

  it('starts again after it was idle', () => {
    const { queue, step } = makeQueue()
    let count = 0
    const draw = () => void count++
    queue.add(draw)
    for (let i = 0; i < 5; i++) step()
    queue.add(draw)
    step()
    expect(count).toBe(2)
  })

  it('draws all of what is urgent in the next frame, though it rests and others wait', () => {
    const { queue, steps, step, spend } = makeQueue()
    const drawn: string[] = []
    const draw = (name: string) => () => (drawn.push(name), spend(100))
    const [first, live, chart, other] = ['first', 'live', 'chart', 'other'].map(draw)
    queue.add(first)
    queue.add(live)
    queue.add(chart)
    step()
    step()
    // Now it rests; a chart that waits for new points waits no longer, and is not drawn twice.
    expect(steps.map(({ kind }) => kind)).toEqual([300])
    queue.addUrgent(chart)
    queue.addUrgent(other)
    queue.add(chart)
    expect(steps.map(({ kind }) => kind)).toEqual([300, 'frame'])
    steps.pop()?.run()
    expect(drawn).toEqual(['first', 'chart', 'other'])
    // The rest that was broken off ends without anything being drawn; the new one is as long as both took.
    steps.shift()?.run()
    expect(drawn).toHaveLength(3)
    step()
    expect(steps.map(({ kind }) => kind)).toEqual([600])
    step()
    step()
    expect(drawn).toEqual(['first', 'chart', 'other', 'live'])
  })

  it('withdraws what is urgent, too', () => {
    const { queue, step } = makeQueue()
    const gone = () => expect.unreachable()
    queue.addUrgent(gone)
    queue.remove(gone)
    for (let i = 0; i < 5; i++) step()
  })
})
