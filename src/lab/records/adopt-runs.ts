import { SERIES_IDS } from '../../shared/run'
import { say } from '../../texts/lab'
import type { Home } from '../home'
import { resumeSentence } from '../runs/end-sentence'
import { foldersIn } from '../store/lost-store'
import type { KeptRun } from '../store/runs'
import type { Store } from '../store/store'
import { checkpointState } from '../training/checkpoint-state'
import { readCurves, readRecord, type RunRecord } from './run-record'

/**
 * Lists the runs whose folders hold a record but that have no row: the store was built anew, or an older copy of it was put back. Each
 * keeps its number where that is free.
 * @returns how many were listed, and a sentence for each folder that could not be
 */
export async function adoptRuns(store: Store, home: Home): Promise<{ adopted: number; left: string[] }> {
  const records: RunRecord[] = []
  const left: string[] = []
  const listed = new Set(store.runs.ids())
  for (const id of foldersIn(home.runs).filter((name) => !listed.has(name))) {
    const record = await readRecord(home.run(id))
    if (record?.run.id !== id) left.push(say.store.leftRun(home.run(id)))
    else if (!store.corpora.get(record.run.config.corpus)) left.push(say.store.leftWithoutCorpus(home.run(id), record.corpus.name))
    else records.push(record)
  }
  // Where folders were brought together several may have one number: the eldest keeps it, and the others come behind all.
  const sorted = records.toSorted((a, b) => a.run.number - b.run.number || a.run.created_at - b.run.created_at)
  const isEldest = ({ run }: RunRecord, i: number) => run.number !== sorted[i - 1]?.run.number
  for (const record of sorted.filter(isEldest)) await adopt(store, home, record, record.run.number)
  for (const record of sorted.filter((other, i) => !isEldest(other, i))) await adopt(store, home, record, null)
  return { adopted: records.length, left }
}

async function adopt(store: Store, home: Home, { run, threads }: RunRecord, wanted: number | null): Promise<void> {
  const curves = await readCurves(home.run(run.id))
  const { evaluations, alarms, ...rest } = run
  store.transaction(() => {
    // Asked inside: another process that opens now may have been faster.
    if (store.runs.get(run.id)) return
    const free = wanted !== null && !store.runs.hasNumber(wanted)
    const number = store.runs.adopt({ ...rest, ...asLeft(home, run), number: free ? wanted : null, threads })
    for (const evaluation of evaluations) store.evaluations.put(evaluation)
    for (const alarm of alarms) store.alarms.put(run.id, alarm)
    for (const series of SERIES_IDS) store.points.put(number, series, curves[series])
    store.points.pack(number, 'batch')
  })
}

/** What a run is that was left as its record says: nobody trains it now, and its checkpoint may be an epoch ahead of the record. */
function asLeft(home: Home, run: RunRecord['run']): Partial<KeptRun> {
  if (run.state !== 'queued' && run.state !== 'running' && run.state !== 'paused') return {}
  const { epoch, step, best_epoch, latest } = { ...run, ...checkpointState(home.run(run.id), 'last') }
  return {
    state: 'interrupted',
    message: `${say.store.interrupted} ${resumeSentence(epoch)}`,
    ended_at: run.ended_at ?? run.started_at ?? run.created_at,
    epoch,
    step,
    best_epoch,
    latest,
  }
}
