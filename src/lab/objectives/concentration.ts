import type { ObjectiveParameter } from '../../shared/objective'

/** κ, the parameter of every posterior on the sphere. */
export const CONCENTRATION: ObjectiveParameter = {
  key: 'kappa',
  label: 'κ',
  description: 'Concentration of every posterior around its direction',
  min: 0.1,
  max: 1000,
  integer: false,
  default: 13,
  paper: [13, 25, 50, 100, 200],
}
