import { describe, expect, it } from 'vitest'
import type { LabEvent } from '../../src/shared/contract'
import type { Job } from '../../src/shared/job'
import { followJob } from '../../src/cli/follow-job'
import type { LiveLines } from '../../src/cli/text/live-lines'
import type { Session } from '../../src/cli/session'

const job = (state: Job['state']): Job => ({
  id: 'j',
  kind: 'import',
  title: 'WordNet glosses',
  state,
  share: null,
  message: 'No file.',
  result: 'c',
})

/** A session that counts those who still follow it. */
function fakeSession() {
  let following = 0
  const session = {
    follow(_: (event: LabEvent) => unknown, signal?: AbortSignal) {
      following++
      return new Promise((_, reject) =>
        signal?.addEventListener('abort', () => {
          following--
          reject(new Error('aborted'))
        }),
      )
    },
  } as unknown as Session
  return { session, following: () => following }
}

const lines = { set: () => {}, end: () => {} } as unknown as LiveLines

describe('followJob', () => {
  it('follows nothing any more where the job had ended at once, which would keep the process alive', async () => {
    const { session, following } = fakeSession()
    expect(
      await followJob(
        session,
        () => Promise.resolve(job('finished')),
        lines,
        () => '',
      ),
    ).toMatchObject({ result: 'c' })
    expect(following()).toBe(0)
  })

  it('nor where it failed or could not be started', async () => {
    const { session, following } = fakeSession()
    const fails = (start: () => Promise<Job>) => followJob(session, start, lines, () => '')
    await expect(fails(() => Promise.resolve(job('failed')))).rejects.toThrow('No file.')
    await expect(fails(() => Promise.reject(new Error('The disk is full.')))).rejects.toThrow('The disk is full.')
    expect(following()).toBe(0)
  })
})
