/**
 * What ten runs that stream at full rate ask of the lab: processor time of its process, events a second and their size. The workers
 * are made up (test/lab/runs/fake-worker.mjs, seed 4: fifty points and reports a second each, twelve times a real trainer's rate).
 * Usage: time-stream HOME WORKER IMPORTER
 */
import { setTimeout as rest } from 'node:timers/promises'
import { Lab } from '../../src/lab/lab'
import type { CorpusRecord } from '../../src/shared/corpus'
import type { Run } from '../../src/shared/run'

const RUNS = 10
const SECONDS = 10
const [, , home, workerPath, importerPath] = process.argv

const engine = { id: 'onnx', title: 'Fake', version: '1', device: 'CPU', available: true, note: null }
const lab = await Lab.open({ home, workerPath, importerPath, maxRuns: RUNS, engines: async () => [engine] })
await lab.handle('corpora.import', { source: { paths: ['/x'] } })
while (((await lab.handle('corpora.list', {})) as CorpusRecord[]).length === 0) await rest(20)
const [corpus] = (await lab.handle('corpora.list', {})) as CorpusRecord[]
const objectives = Array.from({ length: RUNS }, (_, i) => ({ id: 'beta', parameters: { kl_beta: i / 10 } }))
const runs = (await lab.handle('runs.start', { corpus: corpus.id, objectives, preset: 'tiny', settings: {}, seeds: [4] })) as Run[]
await rest(3000)

const counts = { points: 0, run: 0, bytes: 0 }
const stop = lab.subscribe((event) => {
  if (event.type === 'points' || event.type === 'run') counts[event.type]++
  counts.bytes += JSON.stringify(event).length
})
const before = process.cpuUsage()
const answers: number[] = []
for (let i = 0; i < SECONDS * 10; i++) {
  const began = performance.now()
  await lab.handle('queue.get', {})
  answers.push(performance.now() - began)
  await rest(100)
}
const { user, system } = process.cpuUsage(before)
stop()
await lab.close()
answers.sort((a, b) => a - b)
process.stdout.write(
  `${runs.length} runs: ${((user + system) / 1e4 / SECONDS).toFixed(1)} % of a core; a second ` +
    `${(counts.points / SECONDS).toFixed(0)} events of points, ${(counts.run / SECONDS).toFixed(0)} of runs, ${(counts.bytes / SECONDS / 1024).toFixed(0)} KiB; ` +
    `a request is answered in ${answers[50].toFixed(1)} ms (median), ${answers.at(-1)?.toFixed(1)} ms (most)\n`,
)
