import { SPLITS } from '../../shared/corpus'
import type { Evaluation, Run } from '../../shared/run'
import { defineCommand } from '../command'
import { evaluationTable, explanation } from '../evaluation-table'
import { findRun, findRuns } from '../find-run'
import { followJob, percent } from '../follow-job'
import { LiveLines } from '../live-lines'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { UsageError } from '../usage'

export const evaluateCommand = defineCommand({
  name: 'evaluate',
  summary: 'Evaluate the best checkpoint of runs on a split, every figure with its 95 % interval',
  positionals: { label: 'RUN…', description: 'Ids, unique beginnings of ids, or #numbers of runs', min: 1, max: 1000 },
  options: {
    split: { type: 'choice', choices: SPLITS, description: 'Split of the corpus; without it test' },
    all: { type: 'flag', description: 'All three splits, with the metrics of decoded sentences' },
    text: { type: 'flag', description: 'Metrics of decoded sentences too: interpolations and prior samples' },
    explain: { type: 'flag', description: 'Say below how every figure is estimated and where its interval comes from' },
    json: { type: 'flag', description: 'Print the evaluation as JSON on stdout; with --all or several runs an array of them' },
  },
  run: ({ split, all, text, explain, json, home }, names, terminal) => {
    if (all && split !== undefined) throw new UsageError(`--all takes every split; leave --split ${split} out.`)
    if (explain && json) throw new UsageError('--explain is for the table; leave it or --json out.')
    const splits = all ? SPLITS : [split ?? 'test']
    return Session.use(terminal, { home }, async (session) => {
      const runs = findRuns(await session.ask('runs.list', {}), names)
      const lines = new LiveLines(terminal)
      const done: { run: Run; evaluation: Evaluation }[] = []
      for (const { id } of runs)
        for (const wanted of splits) {
          const start = () => session.ask('runs.evaluate', { id, split: wanted, text: text || all })
          await followJob(session, start, lines, (job) => `${job.title}${percent(job)}`)
          const run = findRun(await session.ask('runs.list', {}), id)
          const evaluation = run.evaluations.find((candidate) => candidate.split === wanted)
          if (!evaluation) throw new Error('The evaluation brought no figures.')
          done.push({ run, evaluation })
          if (!json) terminal.out(`${done.length > 1 ? '\n' : ''}${evaluationTable(run, evaluation)}\n`)
        }
      const evaluations = done.map(({ evaluation }) => evaluation)
      if (json) terminal.out(`${JSON.stringify(runs.length * splits.length === 1 ? evaluations[0] : evaluations, null, 2)}\n`)
      if (explain) terminal.out(`\n${explanation(evaluations)}\n`)
      return EXIT.done
    })
  },
})
