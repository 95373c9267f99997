import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Run } from '../../shared/run'
import { canDo, type RunAction } from '../runs/actions'
import { texts } from '../texts'
import { list } from '../../texts/intl'
import { useNotices } from './notices'
import { useRuns } from './runs'

/** So many runs are named in a sentence; more are counted. */
const MOST_NAMED = 3

/** Runs in a few words. */
export const namesOf = (runs: readonly Run[]): string =>
  runs.length > MOST_NAMED ? texts.runs.several(runs.length) : list(runs.map((run) => run.name))

/** What a person does to runs, one or several at once: at once, after a question, or with a dialog that asks for more. */
export const useRunActs = defineStore('run acts', () => {
  const runs = useRuns()
  const notices = useNotices()
  /** What is being asked for, and of which runs. */
  const asking = shallowRef<{ action: 'stop' | 'proceed' | 'duplicate' | 'tag'; runs: readonly Run[] } | null>(null)

  /** Does something to those of the runs to which it can be done, or asks first. */
  async function act(action: RunAction, all: readonly Run[]): Promise<void> {
    const fit = all.filter((run) => canDo(run, action))
    if (fit.length === 0) return
    if (action === 'pause' || action === 'resume') await each(fit, (run) => runs[action](run.id))
    else if (action === 'remove') await remove(fit)
    else asking.value = { action, runs: fit }
  }

  /** One after another; a failure is said and the others go on. Answers those that went well. */
  async function each(some: readonly Run[], step: (run: Run) => Promise<unknown>): Promise<Run[]> {
    const done: Run[] = []
    for (const run of some) if (await notices.attempt(() => step(run).then(() => true))) done.push(run)
    return done
  }

  /** Puts runs into the bin and offers to take them out again; those that waited then wait again, in their places. */
  async function remove(some: readonly Run[]): Promise<void> {
    const queue = runs.queued.map(({ id }) => id)
    const gone = await each(some, (run) => runs.remove(run.id))
    async function undo(): Promise<void> {
      const back = await each(gone, (run) => runs.restore(run.id))
      const waited = back.filter(({ state }) => state === 'queued')
      if ((await each(waited, (run) => runs.resume(run.id))).length > 0) await runs.order(queue)
    }
    if (gone.length > 0) notices.offer(texts.runs.deleted(namesOf(gone), gone.length), texts.common.undo, undo)
  }

  /** Answers what was asked for: does it to the runs in question. */
  async function answer(step: (run: Run) => Promise<unknown>): Promise<void> {
    const asked = asking.value?.runs ?? []
    asking.value = null
    await each(asked, step)
  }

  const close = () => void (asking.value = null)

  return { asking, act, answer, close }
})
