import type { ObjectiveChoice } from '../../shared/objective'
import type { RunConfig } from '../../shared/run'
import type { Settings } from '../../shared/settings'

/** Settings that change what a step takes; the others change how many there are, or nothing. */
const COSTLY = [
  'embedding',
  'hidden',
  'latent',
  'batch',
  'optimiser',
  'dropout_in',
  'dropout_out',
  'batching',
  'train_limit',
] as const satisfies (keyof Settings)[]

/** The one parameter of an objective that changes what a step takes: into how many aggregates a batch is cut. */
const COSTLY_PARAMETER = 'agg_size'

const modifiersOf = ({ modifiers }: ObjectiveChoice): string => Object.keys(modifiers).sort().join('+')

/** Equal for choices whose steps take the same. */
export const choiceLikeness = (choice: ObjectiveChoice): string =>
  [choice.id, choice.parameters[COSTLY_PARAMETER] ?? '', modifiersOf(choice)].join(' ')

/** Equal for choices that one probe can measure: the same decoder. */
export const decoderLikeness = modifiersOf

/** Equal for runs that take the same on one machine with the same threads. */
export const runLikeness = ({ corpus, engine, objective, settings }: Omit<RunConfig, 'seed' | 'preset' | 'race'>): string =>
  JSON.stringify([corpus, engine, choiceLikeness(objective), ...COSTLY.map((key) => settings[key])])
