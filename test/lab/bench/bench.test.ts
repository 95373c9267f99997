import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { benchDecode } from '../../../src/lab/bench/decode'
import { benchEpoch } from '../../../src/lab/bench/epoch'
import { benchEvaluate } from '../../../src/lab/bench/evaluate'
import { stepFlops } from '../../../src/lab/bench/flops'
import { benchImport } from '../../../src/lab/bench/import'
import { benchLatent } from '../../../src/lab/bench/latent'
import { summarise } from '../../../src/lab/bench/measure'
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
  })
})

describe('stepFlops', () => {
  it('is about 17 GFLOP at short and 510 at long, with the vocabularies of the yardstick', () => {
    expect(stepFlops({ embedding: 128, hidden: 512, latent: 32, vocabulary: 9000 }, 32, 12) / 1e9).toBeCloseTo(17, 0)
    expect(stepFlops({ embedding: 512, hidden: 1024, latent: 32, vocabulary: 20000 }, 32, 80) / 1e9).toBeCloseTo(512, -1)
  })
})

describe('the benches', () => {
  it('time steps of several engines in turn', async () => {
    const figures = await benchStep({ ...tiny, engines: ['onnx', 'tensorflow-wasm'], steps: 3, warmup: 1 })
    expect(figures.map(({ engine, steps, length }) => [engine, steps, length])).toEqual([
      ['onnx', 3, 5],
      ['tensorflow-wasm', 3, 5],
    ])
    for (const { ms_min, ms_median, ms_max, gflops, gflops_peak } of figures) {
      expect(ms_min).toBeLessThanOrEqual(ms_median)
      expect(ms_median).toBeLessThanOrEqual(ms_max)
      expect(gflops).toBeGreaterThan(0)
      expect(gflops_peak).toBeGreaterThan(gflops)
    }
  })
  it('time an epoch, whose engine takes a part of it', async () => {
    const { steps, overhead, sentences } = await benchEpoch({ ...tiny, sentences: 60 })
    expect(sentences).toBe(60)
    expect(steps).toBeGreaterThan(10)
    expect(overhead).toBeGreaterThanOrEqual(1)
  })
  it('time an evaluation, decoding, an import and a density', async () => {
    expect((await benchEvaluate({ ...tiny, sentences: 30 })).sentences_per_second).toBeGreaterThan(0)
    const decoded = await benchDecode({ ...tiny, sentences: 3, rounds: 1 })
    expect(decoded.map(({ method, sentences }) => [method, sentences])).toEqual([
      ['greedy', 3],
      ['beam', 3],
    ])
    expect(await benchImport(300)).toMatchObject({ lines: 300, words: 3000 })
    expect(benchLatent({ size: 50, posteriors: 20, rounds: 2 })).toMatchObject({ size: 50, posteriors: 20 })
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
