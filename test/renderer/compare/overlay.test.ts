import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../../src/renderer/compare/differing'
import { meanCurve, methodsOf } from '../../../src/renderer/compare/overlay'
import { METHODS } from '../../../src/lab/objectives/registry'
import type { Series } from '../../../src/shared/run'
import { finishedRun } from '../../lab/report/report-fixture'

const series = (epoch: number[], kl: (number | null)[]): Series => ({
  step: epoch.map((e) => e * 10),
  epoch,
  seconds: epoch.map((e, i) => e * 2 + i * 0.5),
  values: { kl },
})

describe('the mean curve over seeds', () => {
  it('is taken point by point where the seeds stand at the same places: 1 and 3 have mean 2 and deviation √2', () => {
    const curve = meanCurve([series([1, 2], [1, 4]), series([1, 2], [3, 4])], 'kl', 'epoch')
    expect(curve).toMatchObject({ xs: [1, 2], mean: [2, 4], count: 2 })
    expect(curve?.low.map((value) => Number(value?.toFixed(6)))).toEqual([0.585786, 4])
    expect(curve?.high.map((value) => Number(value?.toFixed(6)))).toEqual([3.414214, 4])
  })

  it('goes on with the seeds that are left where one ended earlier, without a band where only one is', () => {
    const curve = meanCurve([series([1, 2, 3], [1, 1, 1]), series([1, 2], [3, 3])], 'kl', 'epoch')
    expect(curve?.mean).toEqual([2, 2, 1])
    expect(curve?.low[2]).toBeNull()
  })

  it('is read between the points where they stand elsewhere, as in time', () => {
    const slow: Series = { ...series([1, 2], [0, 10]), seconds: [0, 10] }
    const fast: Series = { ...series([1, 2], [0, 10]), seconds: [0, 5] }
    expect(meanCurve([slow, fast], 'kl', 'seconds')).toMatchObject({ xs: [0, 5, 10], mean: [0, 7.5, 10] })
  })

  it('is the curve itself for one run, passes over gaps, and is not there where nothing was measured', () => {
    expect(meanCurve([series([1, 2, 3], [1, null, 2])], 'kl', 'step')).toMatchObject({
      xs: [10, 30],
      mean: [1, 2],
      count: 1,
      low: [null, null],
    })
    expect(meanCurve([series([1], [null])], 'kl', 'epoch')).toBeNull()
    expect(meanCurve([], 'mi', 'epoch')).toBeNull()
  })
})

describe('the legend', () => {
  const beta = (number: number, kl_beta: number, seed = 1) =>
    finishedRun({ number, name: `β-VAE β = ${kl_beta}`, objective: { id: 'beta', parameters: { kl_beta } }, seed })
  const words = (runs: ReturnType<typeof finishedRun>[], by?: 'runs') => [...differenceOf(runs, METHODS, by).labels.values()]

  it('has only the parameters that differ, and what all share once', () => {
    const runs = [beta(1, 0.1), beta(2, 0.4)]
    expect(words(runs)).toEqual(['β = 0.1', 'β = 0.4'])
    expect(differenceOf(runs, METHODS).common).toEqual(['β-VAE', 'reviews', 'preset short'])
    const shorter = [1, 2].map((number) => finishedRun({ number, name: 'VAE', seed: number, settings: { epochs: 15 } }))
    expect(differenceOf(shorter, METHODS).common).toEqual(['VAE', 'reviews', 'preset short with epochs 15'])
  })

  it('names the objective where that differs, settings and corpus where they do', () => {
    const vae = finishedRun({ number: 3, name: 'VAE', settings: { latent: 8 } })
    expect(words([beta(1, 0.1), vae])).toEqual(['β-VAE, β = 0.1, latent dimensions 32', 'VAE, latent dimensions 8'])
    const news = finishedRun({ number: 4, name: 'VAE', corpus: { id: 'c2', name: 'news' }, settings: { latent: 8 } })
    expect(words([vae, news])).toEqual(['reviews', 'news'])
  })

  it('names no more of corpus, preset and settings than tells runs apart, and keeps the whole as their context', () => {
    const yelp = finishedRun({ number: 1, name: 'VAE', corpus: { id: 'c1', name: 'yelp' } })
    const glosses = finishedRun({ number: 2, name: 'VAE', corpus: { id: 'c2', name: 'glosses' }, preset: 'tiny' })
    expect(words([yelp, glosses])).toEqual(['yelp', 'glosses'])
    const { contexts, methods } = differenceOf([yelp, glosses], METHODS)
    expect([...contexts.values()]).toEqual(['yelp, preset short', 'glosses, preset tiny'])
    expect([...methods.values()]).toEqual(['VAE', 'VAE'])
    const again = finishedRun({ number: 3, name: 'VAE', corpus: { id: 'c1', name: 'yelp' }, preset: 'tiny' })
    expect(words([yelp, glosses, again])).toEqual(['yelp, preset short', 'glosses, preset tiny', 'yelp, preset tiny'])
  })

  it('names what joins the objective, seeds of single runs, and the run where nothing differs', () => {
    const skip = finishedRun({ number: 5, name: 'VAE + skip', objective: { modifiers: { skip: {} } } })
    expect(words([finishedRun({ number: 6, name: 'VAE' }), skip])).toEqual(['VAE', 'Skip'])
    expect(words([beta(1, 0.1, 1), beta(2, 0.1, 2)], 'runs')).toEqual(['seed 1', 'seed 2'])
    expect(words([beta(1, 0.1)])).toEqual(['β-VAE β = 0.1'])
  })

  it('has a method once over its seeds, unless each run is asked for', () => {
    const runs = [beta(1, 0.1, 1), beta(2, 0.1, 2), beta(3, 0.4)]
    expect(methodsOf(runs).map((method) => method.runs.length)).toEqual([2, 1])
    expect(methodsOf(runs, true)).toHaveLength(3)
  })
})
