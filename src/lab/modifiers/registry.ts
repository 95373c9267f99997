import type { ObjectiveChoice } from '../../shared/objective'
import { bow } from './bow'
import { cyclic } from './cyclic'
import type { ModifierDefinition } from './modifier'
import { skip } from './skip'

/** Every modifier and schedule, in the order in which they are offered and named. */
export const MODIFIERS: readonly ModifierDefinition[] = [skip, bow, cyclic]

export const findModifier = (id: string): ModifierDefinition | undefined => MODIFIERS.find(({ descriptor }) => descriptor.id === id)

/** Epochs after which the KL weight begins anew, or null. */
export function cycleOf({ modifiers }: Pick<ObjectiveChoice, 'modifiers'>): number | null {
  for (const [id, parameters] of Object.entries(modifiers)) {
    const cycle = findModifier(id)?.cycle?.(parameters)
    if (cycle !== undefined) return cycle
  }
  return null
}
