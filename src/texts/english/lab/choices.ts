const kinds = { objective: 'objective', modifier: 'modifier', schedule: 'schedule' } as const
type Kind = keyof typeof kinds

/** Of choices of objectives with what joins them: what makes no sense, and what is worth knowing. */
export const choices = {
  noParameter: (kind: Kind, id: string, unknown: string, known: readonly string[]) =>
    `The ${kinds[kind]} "${id}" has no parameter "${unknown}"; it has ${known.join(', ') || 'none'}.`,
  badParameter: (of: { kind: Kind; id: string; key: string; min: number; max: number; integer: boolean; value: number }) =>
    `The parameter "${of.key}" of the ${kinds[of.kind]} "${of.id}" must be ${of.integer ? 'a whole number' : 'a number'} from ${of.min} to ${of.max}, not ${of.value}.`,
  sizeOverBatch: (size: number, batch: number) =>
    `The aggregation size ${size} is larger than the batch of ${batch}: every batch is one chunk.`,
  sizeUneven: (size: number, batch: number) =>
    `The aggregation size ${size} does not divide the batch of ${batch}: every full batch is one chunk, as in the reference.`,
  sizeOne: 'An aggregation size of 1 is the plain VAE, its KL estimated by 32 samples a sentence.',
  betaZero: 'β = 0 is the plain autoencoder: nothing holds the posteriors to the prior.',
  targetZero: 'A target of 0 is the plain VAE.',
  deltaFloor: (nats: string) => `Its KL cannot fall below D·δ = ${nats} nats, whether z says anything or not.`,
  noCycle: 'With one epoch no cycle begins anew: the first time is at epoch 1, counted from 0.',
  oneCycle: (epochs: number, cycle: number) => `With ${epochs} epochs a cycle of ${cycle} begins anew only once, at epoch 1.`,
  cyclicBetaZero:
    'Cyclic annealing changes the weight of the KL, and β = 0 leaves no KL to weigh: choose a β above 0, or leave the cycle out.',
  cyclicVmf:
    'Cyclic annealing changes the weight of the KL, and that of a vMF posterior is a constant without gradient: it would change nothing. "dg-vmf" can be cycled.',
  cyclicWarmUp:
    'Cyclic annealing lets the KL weight rise anew over warm_up epochs, and warm_up is 0: the weight would stay at 1. Set warm_up to 1 or more.',
  cyclicShort:
    'The cycle is shorter than warm_up, so the KL weight would be taken back before it ever reached 1: choose a cycle of at least warm_up epochs, or a shorter warm_up.',
  noObjective: (id: string, known: string) => `There is no objective "${id}"; choose one of ${known}.`,
  twice: (id: string) => `"${id}" is given twice.`,
  noModifier: (id: string, known: string) => `There is no modifier "${id}"; choose among ${known}.`,
} as const
