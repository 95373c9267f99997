import { list } from '../../intl'

/** What alarms say: title, cause with its numbers, and a remedy for the run's objective. */
export const health = {
  value: (label: string, value: string, nats: boolean) => `${label} ${value}${nats ? ' nats' : ''}`,
  units: (value: string, latent: number) => `${value} of ${latent}`,

  collapse: {
    title: 'Posterior collapse',
    cause: (epochs: number, numbers: readonly string[], weight: string | null) =>
      `After ${epochs === 1 ? 'this epoch' : `${epochs} epochs in a row`} ${list(numbers)}: the posteriors of all sentences are nearly the same, and the decoder does without z.${weight === null ? '' : ` The KL weight is still ${weight}, so it may yet wake.`}`,
    remedies: {
      smallSize: 'Take a larger aggregation size |b|: at 1 this is the VAE, from 8 on units wake up.',
      largeSize:
        'Give it more epochs, a longer warm-up or a higher learning rate: with a large |b| units wake up once the decoder has learned the frequent words.',
      beta: 'Take a smaller β, or an objective that keeps the units active: dg with a large |b|, bn, or free-bits.',
      sphere: 'Its KL is a constant and cannot tell: take a larger κ, or join skip, so that the decoder needs z.',
      floor:
        'Its floor keeps the KL up but not the information: take dg with a large |b| or bn, or join skip or bow, so that the decoder needs z.',
      other:
        'Take an objective that keeps the units active (dg with a large |b|, bn), or join skip, bow or cyclic; a longer warm-up or a smaller β also helps.',
    },
  },

  hole: {
    title: 'Hole in the latent space',
    opening: 'A hole is opening',
    marginal: (units: string, dimensions: number, joint: string | null) =>
      `${units}: in ${dimensions === 1 ? 'one dimension' : `${dimensions} dimensions`} the aggregated posterior differs from the prior${joint === null ? '' : `; ${joint}`}.`,
    joint: (units: string | null, joint: string) =>
      `${units === null ? '' : `${units}, so every dimension by itself fits the prior, and yet `}${joint}: the dimensions depend on each other, and the posteriors leave places empty that the prior likes.${units === null ? '' : ' No marginal can show this, nor the density gap of marginals.'}`,
    rising: (cause: string, from: string, epoch: number, to: string) =>
      `${cause} The joint KL has risen from ${from} nats at epoch ${epoch} to ${to}.`,
    remedy: (remedy: string) => `What is sampled from the prior or lies between two sentences can fall into it. ${remedy}`,
    remedies: {
      size: 'Take a larger aggregation size |b|, or give it more epochs at full KL weight.',
      joint: 'Take dg-joint, whose regulariser sees the joint density, or more latent dimensions with a smaller |b|.',
      beta: 'Take a larger β, or dg, which fits the aggregated posterior to the prior itself.',
      gamma: 'Take a smaller γ (0.6 keeps every unit consistent in the paper), or dg.',
      target: 'Take a smaller target, or dg, which fits the aggregated posterior to the prior itself.',
      delta: 'Take a smaller δ, or dg, which fits the aggregated posterior to the prior itself.',
      vmf: 'Take a smaller κ, or dg-vmf, which fits the aggregated posterior to the sphere.',
      gapVmf: 'Take a smaller κ, or a larger batch, over which its gap is taken.',
      samples: 'Its comparison of samples misses thin spikes: take dg, whose gap is of densities.',
      other: 'Take dg with a large |b|, which fits the aggregated posterior to the prior, or wait until the KL weight is 1.',
    },
  },

  'empty-kl': {
    title: 'KL without information',
    cause: (kl: string, mi: string, units: string | null, floor: string | null) =>
      `${kl} and yet ${mi}${units === null ? '' : ` (${units})`}: the KL is paid for nothing. ${
        floor === null
          ? 'The posteriors differ from the prior in the same way for every sentence, not from each other.'
          : `Its objective keeps the KL at ${floor} nats or more by construction, whether z is used or not.`
      }`,
    sphere: 'Judge this run by MI and AU, never by its KL. A larger κ makes room for information; skip or bow make the decoder need it.',
    remedy:
      'Judge this run by MI and AU, never by its KL. Lower the floor or the target, or take dg with a large |b| or bn; skip or bow make the decoder need z.',
  },

  divergence: {
    title: 'Training runs away',
    loss: (loss: string, percent: number, best: string, epoch: number) =>
      `The validation loss, ${loss}, lies ${percent} % above its best (${best}, at epoch ${epoch}).`,
    gradient: (norm: string, times: string) => `The gradient norm, ${norm} before clipping, is ${times} times its median so far.`,
    noNumber: 'The validation loss is no number.',
    remedy: (rate: string | null) =>
      `Take a smaller learning rate${rate === null ? '' : ` than ${rate}`}, clip the gradient at a smaller norm, or take a longer warm-up. The best checkpoint so far is kept.`,
    ended: 'Training diverged',
    endedRemedy: 'A longer warm-up may help too. Going on would only diverge again: start a new run.',
  },
} as const
