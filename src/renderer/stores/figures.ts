import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Split } from '../../shared/corpus'
import type { DimensionPair, FigureColumn } from '../../shared/latent'
import type { Run } from '../../shared/run'
import { sentenceOf } from '../api/client'
import { lab } from '../api/lab'

export type FigureState = { stage: 'drawing' } | { stage: 'ready'; column: FigureColumn } | { stage: 'failed'; message: string }

/** Pictures kept at most; each is about 1.5 MB. The oldest go first. */
const MOST_KEPT = 40

/** The columns of the paper's figure, computed by the lab when first looked at. */
export const useFigures = defineStore('figures', () => {
  const byKey = shallowReactive(new Map<string, FigureState>())

  /** A finished run's picture never changes; a run evaluated again may have another best checkpoint. */
  const keyOf = (run: Run, split: Split, pair: DimensionPair) => [run.id, run.best_epoch, split, pair].join(' ')

  const of = (run: Run, split: Split, pair: DimensionPair): FigureState => byKey.get(keyOf(run, split, pair)) ?? { stage: 'drawing' }

  /** Has a picture computed unless it is there, under way, or has failed before; `again` tries a failed one anew. */
  async function draw(run: Run, split: Split, pair: DimensionPair, again = false): Promise<void> {
    const key = keyOf(run, split, pair)
    const known = byKey.get(key)
    if (known && !(again && known.stage === 'failed')) return
    byKey.set(key, { stage: 'drawing' })
    try {
      const column = await lab().request('runs.figure', { id: run.id, split, pair })
      byKey.set(key, { stage: 'ready', column })
    } catch (error) {
      byKey.set(key, { stage: 'failed', message: sentenceOf(error) })
    }
    for (const old of byKey.keys()) {
      if (byKey.size <= MOST_KEPT) break
      if (byKey.get(old)?.stage !== 'drawing') byKey.delete(old)
    }
  }

  return { of, draw }
})
