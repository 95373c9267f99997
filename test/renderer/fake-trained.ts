import type { ParsedParams } from '../../src/shared/contract'
import type { Interpolation } from '../../src/shared/decoding'
import type { Run } from '../../src/shared/run'
import { SENTENCES } from './fake-data'
import { makeEvaluation, makeFigure, makeTextEvaluation, valuesAtEnd } from './fake-runs'
import type { FakeStore } from './fake-store'

/** The requests to runs that have been trained: to be measured, drawn and decoded. */
export const trainedRequests = ({ runs, setRun, setJob, next }: FakeStore) => ({
  'runs.evaluate': (params: ParsedParams<'runs.evaluate'>) => {
    const run = runs.get(params.id) as Run
    const job = setJob({
      id: `j${next()}`,
      kind: 'evaluate',
      title: `Evaluate ${run.name}`,
      state: 'running',
      share: null,
      message: 'Evaluating',
      result: null,
    })
    setTimeout(() => {
      setRun({
        ...run,
        evaluations: [
          ...run.evaluations.filter(({ split }) => split !== params.split),
          makeEvaluation(run, valuesAtEnd(run), { split: params.split, text: params.text ? makeTextEvaluation() : null }),
        ],
      })
      setJob({ ...job, state: 'finished', result: run.id })
    }, 60)
    return job
  },
  'runs.figure': (params: { id: string; split: string; size: number; extent: number }) =>
    makeFigure(runs.get(params.id) as Run, params.split, params.size, params.extent),
  'runs.reconstruct': (params: { count: number; offset: number }) =>
    Array.from({ length: params.count }, (_, i) => {
      const [label, source] = SENTENCES[(params.offset + i) % SENTENCES.length]
      return { label, source, decoded: SENTENCES[(params.offset + i * 3 + 1) % SENTENCES.length][1] }
    }),
  'runs.sample': (params: { count: number; seed: number }) =>
    Array.from({ length: params.count }, (_, i) => SENTENCES[(params.seed * 5 + i) % SENTENCES.length][1]),
  'runs.interpolate': ({ from, to, path, points }: ParsedParams<'runs.interpolate'>): Interpolation => ({
    path,
    points: Array.from({ length: points }, (_, i) => {
      const t = i / (points - 1)
      return { t, sentence: t < 0.5 ? from : to, rouge_first: t < 0.5 ? 1 - t : 0.2, rouge_second: t < 0.5 ? 0.2 : t }
    }),
    unknown: [...from.split(' '), ...to.split(' ')].filter((word) => word === 'zyx'),
  }),
})
