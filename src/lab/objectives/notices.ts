import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import { say } from '../../texts/lab'

/** What is worth knowing of a choice with these settings: allowed, but perhaps not meant. */
export function noticesOf({ id, parameters, modifiers }: ObjectiveChoice, { batch, epochs, latent }: Settings): string[] {
  const notices: string[] = []
  const size = parameters.agg_size
  if (size !== undefined && batch % size !== 0)
    notices.push(size > batch ? say.choices.sizeOverBatch(size, batch) : say.choices.sizeUneven(size, batch))
  if (size === 1) notices.push(say.choices.sizeOne)
  if (id === 'beta' && parameters.kl_beta === 0) notices.push(say.choices.betaZero)
  if (parameters.target_kl === 0) notices.push(say.choices.targetZero)
  if (id === 'delta') notices.push(say.choices.deltaFloor((latent * parameters.delta).toFixed(2)))
  if ('cyclic' in modifiers && modifiers.cyclic.cycle + 1 >= epochs)
    notices.push(epochs === 1 ? say.choices.noCycle : say.choices.oneCycle(epochs, modifiers.cyclic.cycle))
  return notices
}
