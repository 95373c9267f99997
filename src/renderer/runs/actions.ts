import type { Run, RunState } from '../../shared/run'

export const RUN_ACTIONS = ['pause', 'resume', 'stop', 'proceed', 'duplicate', 'tag', 'remove'] as const
export type RunAction = (typeof RUN_ACTIONS)[number]

/** What can be done to a run in its present state. `proceed`: more epochs for one that has ended. */
export function canDo({ state, epoch }: Run, action: RunAction): boolean {
  const is = (...states: RunState[]) => states.includes(state)
  switch (action) {
    case 'pause':
      return is('queued', 'running')
    case 'resume':
      return is('paused', 'interrupted', 'stopped', 'failed')
    case 'stop':
      return is('queued', 'running', 'paused')
    case 'proceed':
      return is('finished', 'stopped') && epoch > 0
    case 'remove':
      return !is('running', 'paused')
    case 'duplicate':
    case 'tag':
      return true
  }
}
