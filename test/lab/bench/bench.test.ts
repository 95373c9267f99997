import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { benchDecode } from '../../../src/lab/bench/decode'
import { benchEpoch } from '../../../src/lab/bench/epoch'
import { benchEvaluate } from '../../../src/lab/bench/evaluate'
import { decoderFlops, encoderFlops, evaluationFlops, stepFlops } from '../../../src/lab/bench/flops'
import { benchImport } from '../../../src/lab/bench/import'
import { benchLatent } from '../../../src/lab/bench/latent'
import { median, percentile, summarise } from '../../../src/lab/bench/measure'
import { mixedSentences } from '../../../src/lab/bench/model'
import { benchStep } from '../../../src/lab/bench/step'
import { Random } from '../../../src/lab/random'

const enginesDirectory = mkdtempSync(join(tmpdir(), 'plenum-'))
const tiny = { preset: 'tiny', objective: 'dg', engine: 'onnx', enginesDirectory, threads: 1, vocabulary: 40, batch: 4, length: 5 } as const

describe('summarise', () => {
  it('takes the middle, or the mean of the two middle ones', () => {
    expect(summarise([3, 1, 2])).toEqual({ ms_median: 2, ms_min: 1, ms_max: 3 })
    expect(summarise([4, 1, 2, 9])).toEqual({ ms_median: 3, ms_min: 1, ms_max: 9 })
    expect(() => summarise([])).toThrow('nothing to summarise')
    expect(() => median([])).toThrow('nothing to summarise')
  })
})

describe('percentile', () => {
  it('is the smallest value that the share asked for does not exceed', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i)
    expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 95, 99, 100])
    expect(percentile([7], 0.95)).toBe(7)
    expect(() => percentile([], 0.5)).toThrow('nothing to summarise')
  })
})

describe('stepFlops', () => {
  it('is about 17 GFLOP at short and 510 at long, with the vocabularies of the yardstick', () => {
    expect(stepFlops({ embedding: 128, hidden: 512, latent: 32, vocabulary: 9000 }, 32, 12) / 1e9).toBeCloseTo(17, 0)
    expect(stepFlops({ embedding: 512, hidden: 1024, latent: 32, vocabulary: 20000 }, 32, 80) / 1e9).toBeCloseTo(512, -1)
  })
  it('are three forward passes in a step, and sixteen of the decoder in an evaluation', () => {
    const shape = { embedding: 3, hidden: 5, latent: 2, vocabulary: 7 }
    // By hand: 2 · 4 · ((6 + 1) · (3 + 5) · 20 + 5 · 4) and 2 · 4 · (6 · (3 + 5) · 20 + 2 · 25 + 6 · 35).
    expect(encoderFlops(shape, 4, 6)).toBe(9120)
    expect(decoderFlops(shape, 4, 6)).toBe(9760)
    expect(stepFlops(shape, 4, 6)).toBe(3 * (9120 + 9760))
    const densities = 2 * 2 * 2 * 4 * (4 + 128_000)
    expect(evaluationFlops(shape, [{ sentences: Uint32Array.of(0, 1, 2, 3), length: 7 }])).toBe(9120 + 16 * 9760 + densities)
  })
})

describe('the benches', () => {
  it('time steps of several engines and objectives in turn', async () => {
    const engines = ['onnx', 'tensorflow-wasm']
    const figures = await benchStep({ ...tiny, engines, objectives: ['vae', 'dg'], steps: 3, warmup: 1 })
    expect(figures.map(({ engine, objective, steps, length }) => [engine, objective, steps, length])).toEqual([
      ['onnx', 'vae', 3, 5],
      ['onnx', 'dg', 3, 5],
      ['tensorflow-wasm', 'vae', 3, 5],
      ['tensorflow-wasm', 'dg', 3, 5],
    ])
    expect([figures[0].relative, figures[2].relative]).toEqual([1, 1])
    expect(figures[1].relative).toBeGreaterThan(0)
    for (const { ms_min, ms_median, ms_max, gflops, gflops_peak } of figures) {
      expect(ms_min).toBeLessThanOrEqual(ms_median)
      expect(ms_median).toBeLessThanOrEqual(ms_max)
      expect(gflops).toBeGreaterThan(0)
      expect(gflops_peak).toBeGreaterThan(gflops)
    }
  })
  it('time an epoch, whose engine takes a part of it', async () => {
    const { steps, epochs, overhead, sentences, engine_share, validation_ms } = await benchEpoch({ ...tiny, sentences: 60, rounds: 2 })
    expect([sentences, epochs]).toEqual([60, 2])
    expect(steps).toBeGreaterThan(10)
    expect(overhead).toBeGreaterThan(0)
    expect(engine_share).toBeGreaterThan(0)
    expect(engine_share).toBeLessThan(1)
    expect(validation_ms).toBeGreaterThan(0)
  })
  it('time an evaluation, decoding, an import and a density', async () => {
    expect((await benchEvaluate({ ...tiny, sentences: 30, rounds: 1 })).sentences_per_second).toBeGreaterThan(0)
    const decoded = await benchDecode({ ...tiny, sentences: 3, rounds: 1 })
    expect(decoded.map(({ method, sentences }) => [method, sentences])).toEqual([
      ['greedy', 3],
      ['beam', 3],
    ])
    expect(await benchImport({ lines: 300, rounds: 2 })).toMatchObject({ lines: 300, rounds: 2, words: 3000 })
    expect(await benchLatent({ ...tiny, size: 50, posteriors: 20, rounds: 2 })).toMatchObject({ engine: 'onnx', size: 50, posteriors: 20 })
  })
})

describe('mixedSentences', () => {
  it('are about as long as asked, and of many lengths', () => {
    const { offsets } = mixedSentences(2000, 12, 100, new Random('lengths'))
    const lengths = Array.from({ length: 2000 }, (_, i) => offsets[i + 1] - offsets[i] - 1)
    expect(new Set(lengths).size).toBeGreaterThan(8)
    expect(Math.abs(lengths.reduce((sum, length) => sum + length, 0) / 2000 - 12)).toBeLessThan(0.5)
  })
})
