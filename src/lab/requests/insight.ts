import { LabError } from '../../shared/contract'
import type { Context, Handlers } from './context'
import { findRun } from './find'

/** What is known of a run's dimensions, and of an experiment before it is started. */
export function insightRequests({ store }: Context): Handlers<'runs.dimensions' | 'runs.estimate'> {
  return {
    'runs.dimensions': ({ id }) => {
      findRun(store, id)
      return { epochs: [], epoch: null, grid: [], prior: [], density: [], kl: [], mean_variance: [] }
    },
    'runs.estimate': () => {
      throw new LabError('refused', 'No estimate can be made yet.')
    },
  }
}
