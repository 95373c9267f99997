import { describe, expect, it } from 'vitest'
import { Control } from '../../../src/lab/worker/control'
import type { WorkerMessage } from '../../../src/lab/worker-protocol'

function control() {
  const said: WorkerMessage[] = []
  return { control: new Control((message) => said.push(message)), said, types: () => said.map(({ type }) => type) }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

/** Whether a promise has settled by now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false
  void promise.then(() => (done = true))
  await soon()
  return done
}

describe('the control of a worker', () => {
  it('rests at the gate while paused, and tells both', async () => {
    const { control: gate, types } = control()
    await gate.gate()
    expect(types()).toEqual([])
    gate.receive({ type: 'pause' })
    const passing = gate.gate()
    expect(await settled(passing)).toBe(false)
    expect(types()).toEqual(['paused'])
    gate.receive({ type: 'resume' })
    await passing
    expect(types()).toEqual(['paused', 'resumed'])
  })

  it('waits at a meeting until the race goes on', async () => {
    const { control: racer, said } = control()
    const met = racer.meet(12)
    expect(await settled(met)).toBe(false)
    expect(said).toEqual([{ type: 'meet', step: 12 }])
    racer.receive({ type: 'go' })
    await met
  })

  it('tells of a pause that finds it at a meeting, and rests after it though the race goes on', async () => {
    const { control: racer, types } = control()
    const met = racer.meet(3)
    racer.receive({ type: 'pause' })
    expect(types()).toEqual(['meet', 'paused'])
    racer.receive({ type: 'go' })
    await met
    const passing = racer.gate()
    expect(await settled(passing)).toBe(false)
    racer.receive({ type: 'resume' })
    await passing
    expect(types()).toEqual(['meet', 'paused', 'resumed'])
  })

  it('stops at once wherever it rests', async () => {
    const { control: racer, types } = control()
    const met = racer.meet(3)
    racer.receive({ type: 'pause' })
    racer.receive({ type: 'stop' })
    await met
    await racer.gate()
    expect(racer.stopped()).toBe(true)
    expect(types()).toEqual(['meet', 'paused', 'resumed'])
    await racer.meet(6)
  })
})
