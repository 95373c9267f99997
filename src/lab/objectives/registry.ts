import { LabError } from '../../shared/contract'
import type { ObjectiveDescriptor } from '../../shared/objective'
import { MODIFIERS } from '../modifiers/registry'
import { say } from '../../texts/lab'
import { aae } from './aae'
import { beta } from './beta'
import { bn } from './bn'
import { delta } from './delta'
import { dg } from './dg'
import { dgJoint } from './dg-joint'
import { dgVmf } from './dg-vmf'
import { freeBits } from './free-bits'
import { freeBitsCoarse } from './free-bits-coarse'
import type { ObjectiveDefinition } from './objective'
import { vae } from './vae'
import { vmf } from './vmf'
import { wae } from './wae'

/** Every objective, in the order in which they are offered. */
export const OBJECTIVES: readonly ObjectiveDefinition[] = [
  vae,
  beta,
  freeBits,
  freeBitsCoarse,
  delta,
  bn,
  aae,
  wae,
  dg,
  dgJoint,
  vmf,
  dgVmf,
]

/** Objectives, then what joins them. */
export const METHODS: readonly ObjectiveDescriptor[] = [...OBJECTIVES, ...MODIFIERS].map(({ descriptor }) => descriptor)

/** The objective of an id; throws a sentence listing what there is. */
export function findObjective(id: string): ObjectiveDefinition {
  const found = OBJECTIVES.find(({ descriptor }) => descriptor.id === id)
  if (!found) throw new LabError('bad_request', say.choices.noObjective(id, METHODS.map((method) => method.id).join(', ')))
  return found
}
