import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Job } from '../../shared/job'
import type { Split } from '../../shared/corpus'
import { lab } from '../api/lab'
import { useJobs } from './jobs'

/** Evaluations under way that this window asked for, by run. */
export const useEvaluations = defineStore('evaluations', () => {
  const jobs = useJobs()
  const byRun = shallowReactive(new Map<string, string>())

  /** The job that evaluates a run, while it does. */
  function of(run: string): Job | null {
    const id = byRun.get(run)
    return (id !== undefined && jobs.byId.get(id)) || null
  }

  /** Evaluates a run's best checkpoint on a split, `text` with its decoded sentences too; throws its failure, a cancel is none. */
  async function start(run: string, split: Split, text: boolean): Promise<void> {
    const started = await lab().request('runs.evaluate', { id: run, split, text })
    jobs.hear(started)
    byRun.set(run, started.id)
    const ended = await jobs.settled(started.id)
    if (byRun.get(run) === started.id) byRun.delete(run)
    if (ended.state === 'failed') throw new Error(ended.message)
  }

  return { of, start }
})
