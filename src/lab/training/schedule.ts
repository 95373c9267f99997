import type { Settings } from '../../shared/settings'

/**
 * Weight of the regulariser at a step (from 0): rises linearly from 0 to 1 over the first `warmUp` epochs, step by
 * step; 1 throughout where `warmUp` is 0. With a `cycle` it begins anew at epochs 1, 1 + cycle, 1 + 2·cycle, … counted from 0.
 */
export function klWeight(step: number, stepsPerEpoch: number, warmUp: number, cycle: number | null = null): number {
  if (warmUp === 0) return 1
  const epoch = Math.floor(step / stepsPerEpoch)
  const since = cycle === null || epoch < 1 ? step : step - (1 + Math.floor((epoch - 1) / cycle) * cycle) * stepsPerEpoch
  return Math.min(1, (since + 1) / (warmUp * stepsPerEpoch))
}

export interface Patience {
  best_loss: number | null
  waited: number
  decays: number
}

export type Verdict = 'improved' | 'waiting' | 'decay' | 'end'

/**
 * What follows from a validation loss after `epoch` finished epochs: a new best; waiting; a decay of the learning rate
 * from the best checkpoint (after `patience` epochs without improvement, from epoch `decay_from` on); or the end, at the
 * decay number `max_decays`. The loss compared is always a validation loss.
 */
export function judge(
  state: Patience,
  loss: number,
  epoch: number,
  settings: Pick<Settings, 'patience' | 'decay_from' | 'max_decays'>,
): { verdict: Verdict; state: Patience } {
  if (state.best_loss === null || loss < state.best_loss) return { verdict: 'improved', state: { ...state, best_loss: loss, waited: 0 } }
  const waited = state.waited + 1
  if (waited < settings.patience || epoch <= settings.decay_from) return { verdict: 'waiting', state: { ...state, waited } }
  const decays = state.decays + 1
  return { verdict: decays >= settings.max_decays ? 'end' : 'decay', state: { ...state, waited: 0, decays } }
}

/**
 * Whether the verdict of the last epoch was the end: nothing has waited since, so it was neither an improvement nor another decay, which
 * would have begun the optimiser anew.
 */
export function endedByDecay(state: Patience & { epoch: number; best_epoch: number | null; optimiser_step: number }): boolean {
  return state.decays > 0 && state.waited === 0 && state.best_epoch !== state.epoch && state.optimiser_step > 0
}
