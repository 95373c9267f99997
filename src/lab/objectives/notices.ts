import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'

/** What is worth knowing of a choice with these settings: allowed, but perhaps not meant. */
export function noticesOf({ id, parameters, modifiers }: ObjectiveChoice, { batch, epochs, latent }: Settings): string[] {
  const notices: string[] = []
  const size = parameters.agg_size
  if (size !== undefined && batch % size !== 0)
    notices.push(
      size > batch
        ? `The aggregation size ${size} is larger than the batch of ${batch}: every batch is one chunk.`
        : `The aggregation size ${size} does not divide the batch of ${batch}: every full batch is one chunk, as in the reference.`,
    )
  if (size === 1) notices.push('An aggregation size of 1 is the plain VAE, its KL estimated by 32 samples a sentence.')
  if (id === 'beta' && parameters.kl_beta === 0) notices.push('β = 0 is the plain autoencoder: nothing holds the posteriors to the prior.')
  if (id === 'free-bits' && parameters.target_kl === 0) notices.push('A target of 0 is the plain VAE.')
  if (id === 'delta')
    notices.push(`Its KL cannot fall below D·δ = ${(latent * parameters.delta).toFixed(2)} nats, whether z says anything or not.`)
  if ('cyclic' in modifiers && modifiers.cyclic.cycle + 1 >= epochs)
    notices.push(
      epochs === 1
        ? 'With one epoch no cycle begins anew: the first time is at epoch 1, counted from 0.'
        : `With ${epochs} epochs a cycle of ${modifiers.cyclic.cycle} begins anew only once, at epoch 1.`,
    )
  return notices
}
