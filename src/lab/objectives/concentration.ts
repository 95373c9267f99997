import type { ObjectiveParameter } from '../../shared/objective'
import { say } from '../../texts/lab'

/** κ, the parameter of every posterior on the sphere. */
export const CONCENTRATION: ObjectiveParameter = {
  key: 'kappa',
  ...say.objectives.concentration,
  min: 0.1,
  max: 1000,
  integer: false,
  default: 13,
  paper: [13, 25, 50, 100, 200],
}
