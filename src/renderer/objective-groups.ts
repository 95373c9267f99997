import type { ObjectiveDescriptor } from '../shared/objective'
import { texts } from './texts'

export interface ObjectiveGroup {
  title: string
  hint: string
  objectives: ObjectiveDescriptor[]
}

/** Which objectives belong together, in reading order: each group changes another part of the VAE's loss. */
const MEMBERS: Record<Exclude<keyof typeof texts.experiment.kinds, 'joins' | 'others'>, readonly string[]> = {
  kl: ['vae', 'beta', 'free-bits', 'free-bits-coarse'],
  restricted: ['delta', 'bn'],
  distance: ['aae', 'wae'],
  gap: ['dg', 'dg-joint'],
  sphere: ['vmf', 'dg-vmf'],
}

/** The lab's objectives in groups; what joins any objective comes after them, objectives of no known group last. */
export function groupObjectives(list: readonly ObjectiveDescriptor[]): ObjectiveGroup[] {
  const known = new Set(Object.values(MEMBERS).flat())
  const groups = [
    ...Object.entries(MEMBERS).map(([id, members]) => ({
      ...texts.experiment.kinds[id as keyof typeof MEMBERS],
      objectives: list.filter((objective) => members.includes(objective.id)),
    })),
    { ...texts.experiment.kinds.joins, objectives: list.filter((objective) => objective.kind !== 'objective') },
    { ...texts.experiment.kinds.others, objectives: list.filter(({ id, kind }) => kind === 'objective' && !known.has(id)) },
  ]
  return groups.filter((group) => group.objectives.length > 0)
}
