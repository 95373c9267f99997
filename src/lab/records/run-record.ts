import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runSchema, seriesSchema, SERIES_IDS, type Run, type Series, type SeriesId } from '../../shared/run'
import { emptySeries } from '../../shared/series'
import type { Store } from '../store/store'
import { VERSION } from '../version'

/** Version of the two files; raised whenever a reader must tell the difference. */
const FORMAT = 1

/**
 * What the store knows of a run beside its points, as `run.json` in the run's folder: enough to list the run again where the store is
 * lost, and to tell a person what the checkpoints beside it are.
 */
const runRecordSchema = z.object({
  format: z.int().min(1).max(FORMAT),
  plenum: z.string().describe('Version of Plenum that wrote it'),
  corpus: z.object({ id: z.string(), name: z.string(), hash: z.string() }).describe('What it was trained on'),
  threads: z.int().nullable().describe('Threads of its first start: sums are taken in the same order when it goes on'),
  run: runSchema.omit({ corpus_name: true, position: true, progress: true, notices: true }),
})
export type RunRecord = z.infer<typeof runRecordSchema>

/** Its points, as `curves.json`. */
const curvesSchema = z.object({ format: z.int().min(1).max(FORMAT), series: z.record(z.enum(SERIES_IDS), seriesSchema) })
export type Curves = Record<SeriesId, Series>

export const recordPath = (folder: string): string => join(folder, 'run.json')
export const curvesPath = (folder: string): string => join(folder, 'curves.json')

/** The record of a stored run, as text. */
export function recordText(store: Store, run: Run): string {
  const { id, hash = '' } = store.corpora.get(run.config.corpus) ?? { id: run.config.corpus }
  const record = {
    format: FORMAT,
    plenum: VERSION,
    corpus: { id, name: run.corpus_name, hash },
    threads: store.runs.details(run.id).threads,
    // What follows from the rest, or changes by the second, stays out.
    run: { ...run, corpus_name: undefined, position: undefined, progress: undefined, notices: undefined },
  }
  return `${JSON.stringify(record, null, 2)}\n`
}

export function curvesText(store: Store, { number }: Run): string {
  const series = Object.fromEntries(SERIES_IDS.map((id) => [id, store.points.series(number, id)]))
  return `${JSON.stringify({ format: FORMAT, series })}\n`
}

/** The record in a run's folder; null where there is none that can be read. */
export async function readRecord(folder: string): Promise<RunRecord | null> {
  return parsed(await readFile(recordPath(folder), 'utf8').catch(() => ''), runRecordSchema)
}

/** The points in a run's folder; none where they cannot be read. */
export async function readCurves(folder: string): Promise<Curves> {
  const curves = parsed(await readFile(curvesPath(folder), 'utf8').catch(() => ''), curvesSchema)
  return curves?.series ?? { batch: emptySeries(), train: emptySeries(), valid: emptySeries() }
}

function parsed<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
