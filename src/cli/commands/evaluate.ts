import { SPLITS } from '../../shared/corpus'
import type { Evaluation, Run } from '../../shared/run'
import { defineCommand } from '../command'
import { evaluationTable, explanation } from '../text/evaluation-table'
import { findRun, findRuns } from '../arguments/find-run'
import { followJob, percent } from '../follow-job'
import { LiveLines } from '../text/live-lines'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

export const evaluateCommand = defineCommand({
  name: 'evaluate',
  summary: say.evaluate.summary,
  positionals: { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 },
  options: {
    split: { type: 'choice', choices: SPLITS, description: say.evaluate.options.split },
    all: { type: 'flag', description: say.evaluate.options.all },
    text: { type: 'flag', description: say.evaluate.options.text },
    explain: { type: 'flag', description: say.evaluate.options.explain },
    json: { type: 'flag', description: say.evaluate.options.json },
  },
  run: ({ split, all, text, explain, json, home }, names, terminal) => {
    if (all && split !== undefined) throw new UsageError(say.evaluate.allSplits(split))
    if (explain && json) throw new UsageError(say.evaluate.explainTable)
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
          if (!evaluation) throw new Error(say.evaluate.noFigures)
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
