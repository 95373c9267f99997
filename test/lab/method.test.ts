import { describe, expect, it } from 'vitest'
import { IMPORTANCE_SAMPLES } from '../../src/lab/evaluation/importance'
import { JOINT_SAMPLES } from '../../src/lab/evaluation/joint-kl'
import { piecesOf } from '../../src/lab/evaluation/prior-samples'
import { BEAM } from '../../src/lab/generation/beam'
import { LONGEST } from '../../src/lab/generation/greedy'
import { PATH_POINTS } from '../../src/lab/generation/path'
import { initialParameters, isTrained } from '../../src/lab/model/shape'
import { GAP_SAMPLES } from '../../src/lab/objectives/density-gap'
import { METHODS } from '../../src/lab/objectives/registry'
import { DEFAULT_SEED, PRESETS } from '../../src/shared/settings'
import { ACTIVE_VARIANCE, CONSISTENT_KL } from '../../src/shared/units'

// Every expected value is of the paper (arXiv 2211.00321) or of its code.
describe("the paper's constants", () => {
  const training = {
    ...{ batch: 32, epochs: 100, optimiser: 'sgd', learning_rate: 0.5, clip: 5, dropout_in: 0.5, dropout_out: 0.5, warm_up: 10 },
    ...{ patience: 5, decay_from: 15, decay_factor: 0.5, max_decays: 5, batching: 'paper', train_limit: 0 },
  }
  it('are those of its two presets and its seed', () => {
    expect(PRESETS.short.settings).toEqual({ embedding: 128, hidden: 512, latent: 32, ...training })
    expect(PRESETS.long.settings).toEqual({ embedding: 512, hidden: 1024, latent: 32, ...training })
    expect(DEFAULT_SEED).toBe(783435)
  })

  it('are the values offered for every parameter, with a default among them where there are any', () => {
    const offered = METHODS.flatMap(({ id, parameters }) => parameters.map(({ key, paper }) => [`${id}.${key}`, paper] as const))
    expect(Object.fromEntries(offered)).toEqual({
      'beta.kl_beta': [0, 0.1, 0.2, 0.4, 0.8, 1],
      'free-bits.target_kl': [4, 9, 16, 25, 36, 49],
      'free-bits-coarse.target_kl': [],
      'delta.delta': [0.15],
      'bn.gamma': [0.6, 0.7, 0.9, 1.2, 1.5, 1.8],
      'dg.agg_size': [1, 2, 4, 8, 16, 32],
      'dg-joint.agg_size': [1, 2, 4, 8, 16, 32],
      'vmf.kappa': [13, 25, 50, 100, 200],
      'dg-vmf.kappa': [13, 25, 50, 100, 200],
      'dg-vmf.agg_size': [1, 2, 4, 8, 16, 32],
      'cyclic.cycle': [20],
    })
    for (const { parameters } of METHODS)
      for (const { paper, default: standard } of parameters) if (paper.length > 0) expect(paper).toContain(standard)
    expect(METHODS.flatMap(({ parameters }) => parameters).find(({ key }) => key === 'agg_size')?.default).toBe(training.batch)
  })

  it('are those of its estimates and of what it decodes', () => {
    expect({ GAP_SAMPLES, IMPORTANCE_SAMPLES, JOINT_SAMPLES }).toEqual({
      GAP_SAMPLES: 32,
      IMPORTANCE_SAMPLES: 8,
      JOINT_SAMPLES: 1000 * 128,
    })
    expect(ACTIVE_VARIANCE).toBe(0.01)
    expect(CONSISTENT_KL).toEqual({ cu_01: 0.01, cu_03: 0.03, cu_05: 0.05, cu_10: 0.1 })
    expect({ LONGEST, BEAM, PATH_POINTS, pieces: piecesOf(10_000) }).toEqual({ LONGEST: 100, BEAM: 5, PATH_POINTS: 11, pieces: 50 })
  })

  it('are the ranges of the first parameters: 0.01, and 0.1 of the embeddings', () => {
    const shape = { embedding: 8, hidden: 16, latent: 4, vocabulary: 50, modifiers: { skip: true, bagOfWords: true } }
    for (const [name, values] of initialParameters({ ...shape, posterior: { kind: 'batch-norm', gamma: 1 } }, 1)) {
      if (!isTrained(name)) continue
      const range = name.endsWith('.embedding') ? 0.1 : 0.01
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      expect([name, largest <= Math.fround(range)]).toEqual([name, true])
      if (values.length >= 50) expect([name, largest > 0.9 * range]).toEqual([name, true])
    }
  })
})
