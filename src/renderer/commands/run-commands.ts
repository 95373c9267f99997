import { ChartSpline } from '@lucide/vue'
import type { Router } from 'vue-router'
import type { Run } from '../../shared/run'
import { canDo, RUN_ACTIONS, type RunAction } from '../runs/actions'
import { texts } from '../texts'
import type { Command } from './command'

/** What can be done with each run, by its name. Questions and dialogs of an action belong to the runs' own place. */
export function runCommands(runs: readonly Run[], router: Router, act: (action: RunAction, runs: readonly Run[]) => unknown): Command[] {
  return runs.flatMap((run): Command[] => {
    const detail = texts.commands.runDetail(run.number, run.corpus_name, texts.runs.states[run.state])
    const words = [...run.tags, `seed ${run.config.seed}`].join(' ')
    const common = { group: 'runs', detail, words } as const
    return [
      {
        ...common,
        id: `run.open:${run.id}`,
        title: texts.commands.openRun(run.name),
        icon: ChartSpline,
        minor: 1,
        run: () => router.push({ name: 'runs', query: { run: run.id } }),
      },
      ...RUN_ACTIONS.filter((action) => canDo(run, action)).map((action) => ({
        ...common,
        id: `run.${action}:${run.id}`,
        title: texts.commands.actOnRun(texts.runs.actions[action], run.name),
        minor: 2 as const,
        run: async () => {
          await router.push({ name: 'runs' })
          await act(action, [run])
        },
      })),
    ]
  })
}
