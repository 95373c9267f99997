import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { initialParameters } from '../../../src/lab/model/shape'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { Random } from '../../../src/lab/random'
import { Race } from '../../../src/lab/runs/race'
import { train, type TrainingControl } from '../../../src/lab/training/trainer'
import type { MetricValues, RunConfig } from '../../../src/shared/run'
import { PRESETS } from '../../../src/shared/settings'
import { recording } from './recording-engine'

const VOCABULARY = 30

function corpus(count: number, seed: number) {
  const random = new Random(seed)
  return splitOfSentences(
    Array.from({ length: count }, () => Array.from({ length: 2 + random.int(4) }, () => 4 + random.int(VOCABULARY - 4))),
  )
}

const config = (id: string, race: string | null, modifiers = {}): RunConfig => ({
  corpus: 'c',
  objective: checkObjective({ id, parameters: {}, modifiers }),
  preset: 'tiny',
  settings: { ...PRESETS.tiny.settings, embedding: 8, hidden: 12, latent: 3, batch: 8, epochs: 2 },
  seed: 5,
  engine: 'onnx',
  race,
})

const shapeOf = ({ objective, settings }: RunConfig) => modelShape(objective, settings, VOCABULARY)

const alone: TrainingControl = { gate: async () => {}, stopped: () => false, keep: async (write) => (write(), true) }

async function run(given: RunConfig, control: TrainingControl = alone, tell: (step: number) => void = () => {}) {
  const { engine, steps } = recording()
  const values: { train: MetricValues; valid: MetricValues }[] = []
  await train({
    engine,
    config: given,
    shape: shapeOf(given),
    train: corpus(120, 1),
    valid: corpus(40, 2),
    directory: mkdtempSync(join(tmpdir(), 'plenum-')),
    control,
    listener: {
      begin: () => {},
      progress: (_, __, step) => tell(step),
      batches: () => {},
      epoch: (_, { speed: _speed, ...trained }, valid) => values.push({ train: trained, valid }),
    },
  })
  return { steps, values }
}

describe('the members of a race', () => {
  it('begin with the same weights wherever their models have them', () => {
    const [vae, skip, aae, sphere] = (['vae', 'vae', 'aae', 'vmf'] as const).map((id, i) =>
      initialParameters(shapeOf(config(id, 'r', i === 1 ? { skip: {} } : {})), 5),
    )
    expect(vae.size).toBeGreaterThan(10)
    for (const other of [skip, aae, sphere])
      for (const [name, values] of vae) {
        const theirs = other.get(name)
        expect(theirs, name).toBeDefined()
        if (theirs!.length === values.length) expect(theirs, name).toEqual(values)
      }
    // skip widens the last layer: the rows it shares begin the same.
    const last = vae.get('decoder.to_vocabulary')!
    expect(skip.get('decoder.to_vocabulary')!.subarray(0, last.length)).toEqual(last)
  })

  it('see the same batches, masks and noise at every step, whatever else their objectives draw', async () => {
    const [vae, dg, sphere] = await Promise.all(['vae', 'dg', 'vmf'].map((id) => run(config(id, null))))
    expect(vae.steps.length).toBeGreaterThan(25)
    expect(dg.steps).toHaveLength(vae.steps.length)
    const shared = ['dropout_in', 'dropout_out', 'noise:z']
    for (const [i, feeds] of vae.steps.entries()) {
      expect(Object.keys(feeds)).toEqual(expect.arrayContaining(shared))
      for (const name of Object.keys(feeds)) {
        expect(dg.steps[i][name], `${name} of step ${i}`).toEqual(feeds[name])
        expect(sphere.steps[i][name], `${name} of step ${i}`).toEqual(feeds[name])
      }
    }
    // DG draws more than the VAE, and yet moves nothing that they share.
    expect(Object.keys(dg.steps[0]).length).toBeGreaterThan(Object.keys(vae.steps[0]).length)
    // Each step of each epoch and each purpose has numbers of its own.
    const drawn = dg.steps.flatMap((feeds) => ['noise:z', 'noise:gap'].map((name) => feeds[name].slice(0, 6).join()))
    expect(new Set(drawn).size).toBe(2 * dg.steps.length)
  })

  it('reach the numbers they would reach alone, and never part by more than the way to the next meeting', async () => {
    const ids = ['vae', 'dg', 'bn']
    const race = new Race(() => 2)
    const position = new Map<string, number>()
    let widest = 0
    const racing = await Promise.all(
      ids.map((id) => {
        let go = () => {}
        race.join(id, () => go())
        const meet = (step: number) =>
          new Promise<void>((resolve) => {
            go = resolve
            position.set(id, step)
            race.meet(id, step)
          })
        const control: TrainingControl = { ...alone, meet }
        return run(config(id, 'r'), control, (step) => {
          position.set(id, Math.max(step, position.get(id) ?? 0))
          if (position.size === ids.length) widest = Math.max(widest, Math.max(...position.values()) - Math.min(...position.values()))
        }).finally(() => race.leave(id))
      }),
    )
    for (const [i, id] of ids.entries()) expect(racing[i].values, id).toEqual((await run(config(id, null))).values)
    expect(widest).toBeLessThanOrEqual(1)
  })
})
