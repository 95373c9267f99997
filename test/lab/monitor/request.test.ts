import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makePosteriors, makeVmfPosteriors } from '../../../src/lab/evaluation/posteriors'
import { BINS, normalBins } from '../../../src/lab/monitor/bins'
import { appendMarginals } from '../../../src/lab/monitor/history'
import { marginalsOf } from '../../../src/lab/monitor/marginals'
import { temporaryFolder, TestLab } from '../lab-fixture'

describe('the dimensions of a run', () => {
  test('are what its worker left, epoch by epoch, beside the prior', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const run = await lab.start(0, { epochs: 1, latent: 2 })
    await lab.reaches(run.id, 'finished')
    const nothing = { epochs: [], epoch: null, grid: [], prior: [], density: [], kl: [], mean_variance: [] }
    expect(await lab.ask('runs.dimensions', { id: run.id })).toEqual(nothing)
    const marginals = await marginalsOf(makePosteriors(2, new Float64Array(100), new Float64Array(100)))
    for (const epoch of [1, 2]) appendMarginals(join(home, 'runs', run.id), epoch, marginals)
    const found = await lab.ask('runs.dimensions', { id: run.id, epoch: 1 })
    expect(found).toMatchObject({ epochs: [1, 2], epoch: 1, mean_variance: [0, 0] })
    expect([found.grid.length, found.prior.length, found.density.length, found.density[0].length]).toEqual([BINS, BINS, 2, BINS])
    expect(found.prior).toEqual(normalBins(marginals.bins))
    for (const kl of found.kl) expect(kl).toBeCloseTo(0, 5)
    expect((await lab.ask('runs.dimensions', { id: run.id })).epoch).toBe(2)
    await expect(lab.ask('runs.dimensions', { id: 'nothing' })).rejects.toThrow('There is no run')
  })

  test('on the sphere stand beside its own prior', async () => {
    const home = await temporaryFolder()
    const lab = await TestLab.open(home)
    const objectives = [{ id: 'vmf' }]
    const [run] = await lab.ask('runs.start', {
      ...{ corpus: await lab.corpus(), objectives, preset: 'tiny', settings: { epochs: 1, latent: 3 }, seeds: [0] },
    })
    await lab.reaches(run.id, 'finished')
    const up = Float64Array.from({ length: 300 }, (_, i) => Number(i % 3 === 0))
    appendMarginals(join(home, 'runs', run.id), 1, await marginalsOf(makeVmfPosteriors(3, up, 13)))
    const { prior, grid } = await lab.ask('runs.dimensions', { id: run.id })
    // A coordinate of the sphere in three dimensions is uniform; the grid ends where the sphere does.
    for (const value of prior) expect(value).toBeCloseTo(1 / (2 * Math.sqrt(3)), 6)
    expect(Math.max(...grid)).toBeLessThan(Math.sqrt(3))
  })
})
