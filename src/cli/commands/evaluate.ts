import { SPLITS } from '../../shared/corpus'
import { formatMetric, METRIC_IDS, METRICS } from '../../shared/metrics'
import type { Evaluation } from '../../shared/run'
import { defineCommand } from '../command'
import { findRun } from '../find-run'
import { LiveLines } from '../live-lines'
import { Session } from '../session'
import { table } from '../table'
import { EXIT } from '../terminal'

export const evaluateCommand = defineCommand({
  name: 'evaluate',
  summary: "Evaluate a run's best checkpoint on a split",
  positionals: { label: 'RUN', description: 'Id, unique beginning of an id, or #number of a run', min: 1, max: 1 },
  options: {
    split: { type: 'choice', choices: SPLITS, default: 'test', description: 'Split of the corpus' },
    json: { type: 'flag', description: 'Print the evaluation as JSON on stdout' },
  },
  run: ({ split, json, home }, [name], terminal) =>
    Session.use(terminal, { home }, async (session) => {
      const run = findRun(await session.ask('runs.list', {}), name)
      const lines = new LiveLines(terminal)
      const ended = session.follow((event) => {
        if (event.type !== 'job' || event.job.kind !== 'evaluate') return undefined
        const share = event.job.share === null ? '' : `  ${Math.round(event.job.share * 100)} %`
        lines.set('evaluate', `${event.job.title}${share}`)
        return event.job.state === 'running' ? undefined : event.job
      })
      ended.catch(() => undefined)
      await session.ask('runs.evaluate', { id: run.id, split })
      const job = await ended
      lines.end()
      if (job.state !== 'finished') throw new Error(job.message)
      const { evaluations } = findRun(await session.ask('runs.list', {}), run.id)
      const evaluation = evaluations.find((candidate) => candidate.split === split)
      if (!evaluation) throw new Error('The evaluation brought no figures.')
      terminal.out(json ? `${JSON.stringify(evaluation, null, 2)}\n` : `${evaluationTable(evaluation)}\n`)
      return EXIT.done
    }),
})

function evaluationTable({ values, split, epoch, sentences }: Evaluation): string {
  const head = `Epoch ${epoch} on ${split}, ${sentences.toLocaleString('en')} sentences`
  const rows = METRIC_IDS.filter((id) => values[id] !== undefined).map((id) => [
    METRICS[id].label,
    formatMetric(id, values[id]),
    METRICS[id].unit,
  ])
  return `${head}\n${table(rows, [1])}`
}
