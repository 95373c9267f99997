import { say } from '../../texts/shared'
import type { ObjectiveChoice } from '../objective'
import { beta, bn, bow, choice, cyclic, delta, dg, freeBits, onSphere, skip, VAE } from './choices'

/** A named set of experiments of the paper, over any corpus and preset. */
export interface ExperimentGroup {
  id: string
  title: string
  description: string
  choices: readonly ObjectiveChoice[]
}

const BETAS = [0, 0.1, 0.2, 0.4, 0.8, 1]
const GAMMAS = [0.6, 0.7, 0.9, 1.2, 1.5, 1.8]
const TARGETS = [4, 9, 16, 25, 36, 49]
const SIZES = [1, 2, 4, 8, 16, 32]
const KAPPAS = [13, 25, 50, 100, 200]

/** The paper's groups of experiments, and one with a row of each method. */
export const EXPERIMENT_GROUPS: readonly ExperimentGroup[] = [
  {
    id: 'overview',
    ...say.groups.overview,
    choices: [
      VAE,
      beta(0.4),
      cyclic,
      freeBits(4),
      delta,
      bn(0.7),
      bn(1.2),
      skip,
      bow,
      choice('aae'),
      choice('wae'),
      dg(1),
      dg(4),
      dg(32),
      onSphere('vmf', 13),
      onSphere('dg-vmf', 13),
    ],
  },
  {
    id: 'structure',
    ...say.groups.structure,
    choices: [VAE, cyclic, bow, skip, delta, dg(32)],
  },
  {
    id: 'restriction',
    ...say.groups.restriction,
    choices: [VAE, bn(0.7), freeBits(4), beta(0.4), choice('aae'), choice('wae'), dg(32)],
  },
  { id: 'beta', ...say.groups.beta, choices: BETAS.map(beta) },
  { id: 'gamma', ...say.groups.gamma, choices: GAMMAS.map(bn) },
  { id: 'target', ...say.groups.target, choices: TARGETS.map(freeBits) },
  {
    id: 'aggregation',
    ...say.groups.aggregation,
    choices: SIZES.map(dg),
  },
  {
    id: 'kappa',
    ...say.groups.kappa,
    choices: KAPPAS.flatMap((kappa) => [onSphere('vmf', kappa), onSphere('dg-vmf', kappa)]),
  },
]
