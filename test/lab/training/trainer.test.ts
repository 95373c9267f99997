import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { MetricValues, RunConfig } from '../../../src/shared/run'
import { PRESETS } from '../../../src/shared/settings'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { readMarginals } from '../../../src/lab/monitor/history'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { METHODS } from '../../../src/lab/objectives/registry'
import { Random } from '../../../src/lab/random'
import { checkpointPath } from '../../../src/lab/training/checkpoint'
import { checkpointState } from '../../../src/lab/training/checkpoint-state'
import { readSafetensors } from '../../../src/lab/training/safetensors'
import { DivergedError, train, type TrainingControl, type TrainingListener } from '../../../src/lab/training/trainer'

const VOCABULARY = 30

function corpus(count: number, seed: number) {
  const random = new Random(seed)
  return splitOfSentences(
    Array.from({ length: count }, () => Array.from({ length: 2 + random.int(4) }, () => 4 + random.int(VOCABULARY - 4))),
  )
}

const config = (settings: Partial<RunConfig['settings']> = {}, objective = 'dg'): RunConfig => ({
  corpus: 'c',
  objective: checkObjective({ id: objective, parameters: {}, modifiers: {} }),
  preset: 'tiny',
  settings: { ...PRESETS.tiny.settings, embedding: 8, hidden: 12, latent: 3, batch: 8, epochs: 4, ...settings },
  seed: 5,
  engine: 'onnx',
  race: null,
})

const running: TrainingControl = { gate: async () => {}, stopped: () => false, keep: async (write) => (write(), true) }

async function run(directory: string, given: RunConfig, control = running, sentences = corpus(120, 1)) {
  const valid: MetricValues[] = []
  const begins: number[] = []
  const progress: Parameters<TrainingListener['progress']>[] = []
  const outcome = await train({
    engine: new OnnxEngine({ threads: 1 }),
    config: given,
    shape: modelShape(given.objective, given.settings, VOCABULARY),
    train: sentences,
    valid: corpus(40, 2),
    directory,
    control,
    listener: {
      begin: ({ epoch }) => begins.push(epoch),
      progress: (...told) => progress.push(told),
      batches: () => {},
      epoch: (_state, _train, values) => valid.push(values),
    },
  })
  return { valid, begins, progress, ...outcome }
}

const folder = () => mkdtempSync(join(tmpdir(), 'plenum-'))
const parameters = (directory: string) =>
  [...readSafetensors(checkpointPath(directory, 'last')).tensors].map(([name, { values }]) => [name, [...values]])

describe('train', () => {
  // Each with something of its own to keep: the optimiser's moments, running moments, a discriminator, a schedule, batches drawn anew.
  it.each([
    ['dg', 'sgd', 'paper'],
    ['dg', 'adam', 'paper'],
    ['bn', 'adam', 'mixed'],
    ['aae', 'sgd', 'mixed'],
    ['dg-vmf', 'adam', 'paper'],
    ['cyclic', 'sgd', 'mixed'],
  ] as const)('resumes from its last epoch and reaches the numbers of an unbroken run (%s, %s, %s)', async (id, optimiser, batching) => {
    const whole = folder()
    const broken = folder()
    const given = config({ optimiser, batching, warm_up: 2 }, id)
    const unbroken = await run(whole, given)
    // Stopped in the middle of epoch 3: what is on disk is the end of epoch 2, as after a kill.
    let steps = 0
    await run(broken, given, { ...running, gate: async () => void steps++, stopped: () => steps > 35 })
    const rest = await run(broken, given)
    expect(rest.begins[0]).toBeGreaterThan(0)
    expect(rest.begins[0]).toBeLessThan(4)
    expect(rest.valid).toEqual(unbroken.valid.slice(rest.begins[0]))
    expect(parameters(broken)).toEqual(parameters(whole))
    expect(readFileSync(join(broken, 'dimensions.bin')).equals(readFileSync(join(whole, 'dimensions.bin')))).toBe(true)
    expect((await readMarginals(broken, 3))?.epochs).toEqual([1, 2, 3, 4])
  })

  it.each(['sgd', 'adam'] as const)(
    'goes on past its end for more epochs, to the numbers of a run that was asked for them at first (%s)',
    async (optimiser) => {
      const whole = folder()
      const continued = folder()
      const unbroken = await run(whole, config({ optimiser, epochs: 6 }))
      const first = await run(continued, config({ optimiser, epochs: 3 }))
      const rest = await run(continued, config({ optimiser, epochs: 6 }))
      expect([...first.valid, ...rest.valid]).toEqual(unbroken.valid)
      expect(parameters(continued)).toEqual(parameters(whole))
    },
  )

  it.each(['sgd', 'adam'] as const)(
    'goes on past the end by its decays as a run that was allowed more of them at first (%s)',
    async (optimiser) => {
      const impatient = { optimiser, epochs: 40, learning_rate: optimiser === 'sgd' ? 6 : 0.3, warm_up: 0, patience: 1, decay_from: 0 }
      const whole = folder()
      const continued = folder()
      const unbroken = await run(whole, config({ ...impatient, max_decays: 3 }, 'vae'))
      const first = await run(continued, config({ ...impatient, max_decays: 1 }, 'vae'))
      expect(first.message).toMatch(/had decayed 1 times/)
      expect(first.valid.length).toBeLessThan(unbroken.valid.length)
      const rest = await run(continued, config({ ...impatient, max_decays: 3 }, 'vae'))
      expect([...first.valid, ...rest.valid]).toEqual(unbroken.valid)
      expect(parameters(continued)).toEqual(parameters(whole))
    },
  )

  it('waits where its checkpoint cannot be written, and stopped meanwhile ends at the last one that could', async () => {
    const directory = folder()
    let writes = 0
    let told = false
    const keep: TrainingControl['keep'] = async (write) => {
      // Two files an epoch: the second epoch's last checkpoint finds no room.
      if (++writes === 4) return ((told = true), false)
      write()
      return true
    }
    const { valid, stopped } = await run(directory, config(), { ...running, stopped: () => told, keep })
    expect(stopped).toBe(true)
    expect(valid).toHaveLength(1)
    const rest = await run(directory, config())
    expect(rest.begins).toEqual([1])
    expect(rest.valid).toEqual((await run(folder(), config())).valid.slice(1))
  })

  it.each(METHODS.map(({ id }) => id))('trains with the objective %s', async (id) => {
    const { valid } = await run(folder(), config({ epochs: 2, warm_up: 0 }, id))
    expect(valid).toHaveLength(2)
    expect(valid[1].rec!).toBeLessThan(valid[0].rec!)
    // Judged by the objective's own loss at full weight, for β-VAE with β = 0.4.
    expect(valid[1].loss).toBeCloseTo(valid[1].rec! + (id === 'beta' ? 0.4 : 1) * valid[1].regulariser!, 9)
    expect(valid[1].elbo).toBeCloseTo(-valid[1].rec! - valid[1].kl!, 9)
    const { cu_03: consistent, ...others } = valid[1]
    for (const value of Object.values(others)) expect(Number.isFinite(value)).toBe(true)
    // On the sphere no unit is compared with a normal prior.
    if (id.includes('vmf')) expect(consistent).toBeNull()
    else expect(consistent).toBeGreaterThanOrEqual(0)
  })

  it('tells its speed and the time left from its first report on, while it validates too', async () => {
    const { progress } = await run(folder(), config({ epochs: 2 }))
    expect(progress[0][0]).toBe('training')
    expect(new Set(progress.map(([phase]) => phase))).toEqual(new Set(['training', 'validating']))
    for (const [, , , left, throughput] of progress) {
      expect(left).toBeGreaterThanOrEqual(0)
      expect(throughput?.tokens).toBeGreaterThan(throughput?.sentences ?? Infinity)
    }
  })

  it('anneals over whole epochs where a mixed batch of one is left over and skipped', async () => {
    const given = config({ epochs: 2, warm_up: 2, batching: 'mixed' }, 'vae')
    const { valid } = await run(folder(), given, running, corpus(17, 1))
    expect(valid.map(({ kl_weight: weight }) => weight)).toEqual([0.5, 1])
  })

  it('says what is missing where there is no batch to train on', async () => {
    const lengths = splitOfSentences([[4], [5, 6], [7, 8, 9]])
    await expect(run(folder(), config({}, 'vae'), running, lengths)).rejects.toThrow('choose the batching "mixed"')
    await expect(run(folder(), config({ batching: 'mixed' }, 'vae'), running, corpus(1, 1))).rejects.toThrow('a batch needs two')
  })

  it('lowers the loss on what it trains on', async () => {
    const { valid } = await run(folder(), config({ epochs: 12, batching: 'mixed' }, 'vae'))
    expect(valid[11].rec!).toBeLessThan(valid[0].rec!)
    expect(Math.log(40)).toBeCloseTo(valid[0].mi_ceiling!)
  })

  it('ends as diverged with the step when the loss is no number, and keeps the last good checkpoint', async () => {
    const directory = folder()
    await run(directory, config({ epochs: 1 }))
    const failing = config({ epochs: 3, optimiser: 'sgd', learning_rate: 10, clip: 1000, warm_up: 0 }, 'vae')
    const poisoned = readSafetensors(checkpointPath(directory, 'last')).tensors
    expect(poisoned.size).toBeGreaterThan(10)
    cpSync(checkpointPath(directory, 'last'), checkpointPath(directory, 'best'))
    rmSync(checkpointPath(directory, 'last'))
    const error = await run(directory, { ...failing, settings: { ...failing.settings, learning_rate: 1e38 } }).catch(
      (caught: Error) => caught,
    )
    expect(error).toBeInstanceOf(DivergedError)
    expect((error as Error).message).toMatch(/^The loss stopped being a number at step \d+/)
    expect(existsSync(checkpointPath(directory, 'best'))).toBe(true)
  })

  it.each(['sgd', 'adam'] as const)('begins anew from the best parameters at a decay, with a smaller rate (%s)', async (optimiser) => {
    const directory = folder()
    const rate = optimiser === 'sgd' ? 6 : 0.3
    const impatient = { epochs: 40, learning_rate: rate, decay_factor: 0.3, warm_up: 0, patience: 1, decay_from: 0, max_decays: 5 }
    const decays = () => checkpointState(directory, 'last')?.decays ?? 0
    const { valid } = await run(directory, config({ optimiser, ...impatient }, 'vae'), { ...running, stopped: () => decays() > 0 })
    const losses = valid.map(({ loss }) => loss!)
    const state = checkpointState(directory, 'last')!
    expect(state).toMatchObject({ decays: 1, waited: 0, optimiser_step: 0, learning_rate: rate * 0.3 })
    expect(state.best_epoch).toBe(1 + losses.indexOf(Math.min(...losses)))
    expect(state.epoch).toBe(losses.length)
    const best = readSafetensors(checkpointPath(directory, 'best')).tensors
    const last = readSafetensors(checkpointPath(directory, 'last')).tensors
    for (const [name, { values }] of last) expect([name, values]).toEqual([name, best.get(name)?.values ?? new Float32Array(values.length)])
    expect(last.size > best.size).toBe(optimiser === 'adam')
  })

  it('decays from the best checkpoint and ends at the last decay, saying so', async () => {
    const { valid, message, stopped } = await run(
      folder(),
      config({ epochs: 50, learning_rate: 0, patience: 1, decay_from: 0, max_decays: 2 } as never),
    )
    expect(stopped).toBe(false)
    expect(message).toMatch(/^Ended after epoch \d+: the learning rate had decayed 2 times/)
    expect(valid.length).toBeLessThan(50)
  })
})
