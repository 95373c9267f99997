import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { Job } from '../../shared/job'
import { lab } from '../api/lab'
import { texts } from '../texts'

/** Imports and evaluations in the lab. */
export const useJobs = defineStore('jobs', () => {
  const byId = shallowReactive(new Map<string, Job>())
  const waiting = new Map<string, ((job: Job) => void)[]>()

  const running = computed(() => [...byId.values()].filter((job) => job.state === 'running'))

  async function load(): Promise<void> {
    const jobs = await lab().request('jobs.list', {})
    const before = new Map(byId)
    byId.clear()
    for (const job of jobs) hear(job)
    // What was running when the lab went away ended with it: a lab that is started again knows nothing of it.
    for (const [id, job] of before)
      if (job.state === 'running' && !byId.has(id)) hear({ ...job, state: 'failed', message: texts.connection.jobLost })
  }

  function hear(job: Job): void {
    const known = byId.get(job.id)
    if (known && known.state !== 'running' && job.state === 'running') return
    byId.set(job.id, job)
    if (job.state === 'running') return
    for (const resolve of waiting.get(job.id) ?? []) resolve(job)
    waiting.delete(job.id)
  }

  /** Waits until a job has finished, failed or been cancelled. */
  function settled(id: string): Promise<Job> {
    const known = byId.get(id)
    if (known && known.state !== 'running') return Promise.resolve(known)
    return new Promise((resolve) => waiting.set(id, [...(waiting.get(id) ?? []), resolve]))
  }

  const cancel = (id: string) => lab().request('jobs.cancel', { id })

  return { byId, running, load, hear, settled, cancel }
})
