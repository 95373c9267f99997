import type { DatabaseSync } from 'node:sqlite'
import type { Split } from '../../shared/corpus'
import type { Evaluation, Intervals, MetricValues } from '../../shared/run'
import { finiteValues } from './finite'

/**
 * One evaluation a run and split: a later one replaces it. One without metrics of decoded text keeps those of the evaluation
 * before it, where that was of the same epoch's checkpoint.
 */
export class EvaluationTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    const select = `SELECT runs.id AS run, split, evaluations.epoch, sentences, evaluations.created_at, seconds, metrics, intervals, decoded
      FROM evaluations JOIN runs ON runs.number = evaluations.run`
    this.statements = {
      all: database.prepare(`${select} ORDER BY evaluations.run, split`),
      ofRun: database.prepare(`${select} WHERE runs.id = ? ORDER BY split`),
      put: database.prepare(`INSERT OR REPLACE INTO evaluations (run, split, epoch, sentences, created_at, seconds, metrics, intervals, decoded)
        SELECT number, :split, :epoch, :sentences, :created_at, :seconds, :metrics, :intervals,
          coalesce(:decoded, (SELECT decoded FROM evaluations WHERE run = number AND split = :split AND epoch = :epoch))
        FROM runs WHERE id = :run`),
    }
  }

  /** Evaluations of every run, by run id. */
  byRun(): Map<string, Evaluation[]> {
    const map = new Map<string, Evaluation[]>()
    for (const row of this.statements.all.all()) {
      const evaluation = toEvaluation(row)
      const present = map.get(evaluation.run)
      if (present) present.push(evaluation)
      else map.set(evaluation.run, [evaluation])
    }
    return map
  }

  ofRun(run: string): Evaluation[] {
    return this.statements.ofRun.all(run).map(toEvaluation)
  }

  put(evaluation: Evaluation): void {
    const { split, epoch, sentences, created_at, seconds, values, intervals, text, run } = evaluation
    this.statements.put.run({
      split,
      epoch,
      sentences,
      created_at,
      seconds,
      metrics: JSON.stringify(finiteValues(values)),
      intervals: JSON.stringify(intervals),
      decoded: text === null ? null : JSON.stringify(text),
      run,
    })
  }
}

function toEvaluation(row: Record<string, unknown>): Evaluation {
  return {
    run: String(row.run),
    split: row.split as Split,
    epoch: Number(row.epoch),
    sentences: Number(row.sentences),
    created_at: Number(row.created_at),
    seconds: Number(row.seconds),
    values: JSON.parse(String(row.metrics)) as MetricValues,
    intervals: JSON.parse(String(row.intervals)) as Intervals,
    text: row.decoded === null ? null : (JSON.parse(String(row.decoded)) as Evaluation['text']),
  }
}
