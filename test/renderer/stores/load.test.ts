// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { createClient } from '../../../src/renderer/api/client'
import { provideLab } from '../../../src/renderer/api/lab'
import { useConnection } from '../../../src/renderer/stores/connection'
import { useCorpora } from '../../../src/renderer/stores/corpora'
import { useRuns } from '../../../src/renderer/stores/runs'
import type { Bridge, LabEvent } from '../../../src/shared/contract'
import { soon } from '../../soon'
import { createFakeLab, type FakeLab } from '../fake-lab'

let fake: FakeLab

beforeEach(() => {
  fake = createFakeLab()
  setActivePinia(createPinia())
})

/** A lab that tells of something as soon as it has answered a request. */
function telling(method: string, event: () => LabEvent): Bridge {
  return {
    ...fake.bridge,
    send(message) {
      fake.bridge.send(message)
      if (message.method === method) setTimeout(() => fake.emit(event()))
    },
  }
}

it('a run that is told of between the answer of the runs and that of the queue is not lost', async () => {
  const run = [...fake.runs.values()][0]
  provideLab(createClient(telling('runs.list', () => ({ type: 'run', run: { ...run, tags: ['told'] } }))))
  useConnection().start()
  await soon(() => expect(useConnection().loaded).toBe(true))
  await soon(() => expect(useRuns().byId.get(run.id)?.tags).toEqual(['told']))
})

it('a corpus that is told of between the answer of the corpora and that of the samples is not lost', async () => {
  const corpus = [...fake.corpora.values()][0]
  provideLab(createClient(telling('corpora.list', () => ({ type: 'corpus', corpus: { ...corpus, name: 'told' } }))))
  useConnection().start()
  await soon(() => expect(useConnection().loaded).toBe(true))
  await soon(() => expect(useCorpora().byId.get(corpus.id)?.name).toBe('told'))
})
