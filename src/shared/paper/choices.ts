import type { ObjectiveChoice } from '../objective'

/** A method of the paper as a run chooses it: without its own values the defaults. */
export const choice = (id: string, parameters: Record<string, number> = {}): ObjectiveChoice => ({ id, parameters, modifiers: {} })

export const VAE = choice('vae')
export const cyclic: ObjectiveChoice = { ...VAE, modifiers: { cyclic: { cycle: 20 } } }
export const skip: ObjectiveChoice = { ...VAE, modifiers: { skip: {} } }
export const bow: ObjectiveChoice = { ...VAE, modifiers: { bow: {} } }
export const delta = choice('delta', { delta: 0.15 })
export const beta = (kl_beta: number) => choice('beta', { kl_beta })
export const bn = (gamma: number) => choice('bn', { gamma })
export const freeBits = (target_kl: number) => choice('free-bits', { target_kl })
export const dg = (agg_size: number) => choice('dg', { agg_size })
export const onSphere = (id: 'vmf' | 'dg-vmf', kappa: number) => choice(id, { kappa })
