import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Dimensions } from '../../shared/dimensions'
import { lab } from '../api/lab'

/** So many pictures are kept; the oldest go first. */
const MOST = 400

/** The aggregated posteriors of runs after their epochs, each read once. */
export const useEpochPictures = defineStore('epoch pictures', () => {
  const known = shallowReactive(new Map<string, Dimensions>())
  const asked = new Set<string>()

  /** The picture of a run after an epoch; null while it is not read, or where none was kept. */
  const of = (id: string, epoch: number): Dimensions | null => known.get(`${id} ${epoch}`) ?? null

  /** Reads a picture, once; throws as the lab does. */
  async function read(id: string, epoch: number): Promise<void> {
    const key = `${id} ${epoch}`
    if (asked.has(key)) return
    asked.add(key)
    try {
      const picture = await lab().request('runs.dimensions', { id, epoch })
      if (picture.epoch !== epoch) return
      known.set(key, picture)
      for (const oldest of known.keys()) {
        if (known.size <= MOST) break
        known.delete(oldest)
        asked.delete(oldest)
      }
    } catch (error) {
      asked.delete(key)
      throw error
    }
  }

  return { of, read }
})
