import { LabError } from '../../shared/contract'
import type { Handlers } from './context'

/** What an experiment would take. */
export function estimateRequests(): Handlers<'runs.estimate'> {
  return {
    'runs.estimate': () => {
      throw new LabError('refused', 'No estimate can be made yet.')
    },
  }
}
