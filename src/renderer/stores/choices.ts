import { defineStore } from 'pinia'
import { computed, toRaw, watch } from 'vue'
import { z } from 'zod'
import { methodKey, type ObjectiveChoice } from '../../shared/objective'
import { EXPERIMENT_GROUPS, type ExperimentGroup } from '../../shared/paper/groups'
import { completed as completedBy, defaultsOf, inRange, stillKnown } from '../choice-values'
import { useObjectives } from './objectives'
import { useRemembered } from './remembered'

/** An objective on the list of an experiment. Its id is the method on whose card it stands, a modifier's too. */
export interface ListedChoice extends ObjectiveChoice {
  key: number
}

/** Of what is remembered: a number that was none, such as one half typed, falls away. */
const numbers = z
  .record(z.string(), z.unknown())
  .transform((all) => Object.fromEntries(Object.entries(all).filter((entry): entry is [string, number] => typeof entry[1] === 'number')))
const choiceSchema = z.object({ id: z.string(), parameters: numbers, modifiers: z.record(z.string(), numbers) })
const readable = <T>(item: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .transform((all) => all.flatMap((one) => item.safeParse(one).data ?? []))
    .catch([])
const keptSchema = z.object({ list: readable(choiceSchema.extend({ key: z.int() })), before: readable(choiceSchema) })

/**
 * The objectives chosen for the experiment being set up: any number of variants of each. A modifier or schedule listed by
 * itself is the VAE with it. They are remembered between sessions, as far as the lab still knows them.
 */
export const useChoices = defineStore('choices', () => {
  const kept = useRemembered('experiment.objectives', keptSchema, { list: [], before: [] })
  const list = computed<ListedChoice[]>({ get: () => kept.value.list, set: (next) => (kept.value.list = next) })
  /** What a card's variants were when its tick was taken away. */
  const dropped = new Map<string, ListedChoice[]>()
  let counter = Math.max(0, ...list.value.map(({ key }) => key))

  const objectives = useObjectives()
  /** Holds what is remembered against what the lab can train today. */
  function settle(): void {
    list.value = list.value.flatMap((choice) => {
      const left = stillKnown(choice, objectives.find)
      return left ? [{ key: choice.key, ...left }] : []
    })
    kept.value.before = kept.value.before.flatMap((choice) => stillKnown(choice, objectives.find) ?? [])
  }
  if (objectives.list.length > 0) settle()
  else watch(() => objectives.list, settle, { once: true })

  const of = (id: string) => list.value.filter((choice) => choice.id === id)
  const find = (key: number) => list.value.find((choice) => choice.key === key)

  /** In the order of the cards, which is that of the lab. */
  const ordered = computed(() => {
    const rank = new Map(objectives.list.map((objective, index) => [objective.id, index]))
    return [...list.value].sort((a, b) => (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) || a.key - b.key)
  })
  /** Whether every parameter lies in its range. */
  const fit = computed(() => list.value.every(fits))

  function fits({ id, parameters, modifiers }: ObjectiveChoice): boolean {
    return Object.entries({ ...modifiers, [id]: parameters }).every(([method, values]) =>
      objectives.find(method)?.parameters.every((range) => inRange(values[range.key], range)),
    )
  }

  /** Adds a variant of a method: its defaults, but what is given. */
  function add(id: string, parameters: ObjectiveChoice['parameters'] = {}, modifiers: ObjectiveChoice['modifiers'] = {}): void {
    list.value.push({ key: ++counter, ...completed({ id, parameters, modifiers }) })
  }

  const completed = (choice: ObjectiveChoice) => completedBy(choice, objectives.find)

  const remove = (key: number) => void (list.value = list.value.filter((choice) => choice.key !== key))

  /** Ticks or unticks a card; its variants come back as they were. */
  function tick(id: string, chosen: boolean): void {
    const present = of(id)
    if (chosen === present.length > 0) return
    if (chosen) {
      const before = dropped.get(id)
      if (before) list.value.push(...before)
      else add(id)
      return
    }
    dropped.set(id, present)
    list.value = list.value.filter((choice) => choice.id !== id)
  }

  const withValue = (id: string, parameter: string, value: number) => of(id).filter((choice) => choice.parameters[parameter] === value)

  /**
   * A value of a parameter on or off: a variant with it is added, like the last one else, or the last one with it leaves. Others with
   * it, which differ in another parameter, stay: one press never takes more than one away.
   */
  function toggleValue(id: string, parameter: string, value: number): void {
    const newest = withValue(id, parameter, value).at(-1)
    if (newest) return remove(newest.key)
    const last = of(id).at(-1)
    add(id, { ...last?.parameters, [parameter]: value }, last?.modifiers)
  }

  function setParameter(key: number, parameter: string, value: number): void {
    const choice = find(key)
    if (choice) choice.parameters[parameter] = value
  }

  /** Joins a modifier or schedule to a variant, with its defaults, or takes it away. */
  function toggleModifier(key: number, id: string): void {
    const choice = find(key)
    if (!choice) return
    if (choice.modifiers[id]) delete choice.modifiers[id]
    else choice.modifiers[id] = defaultsOf(objectives.find(id))
  }

  function setModifierParameter(key: number, id: string, parameter: string, value: number): void {
    const modifier = find(key)?.modifiers[id]
    if (modifier) modifier[parameter] = value
  }

  /** Puts choices in the place of those listed. The VAE with one modifier goes to that modifier's card. */
  function replace(choices: readonly ObjectiveChoice[]): void {
    list.value = []
    for (const { id, parameters, modifiers } of choices) {
      const [alone, ...more] = Object.entries(modifiers)
      if (id === 'vae' && alone && more.length === 0) add(alone[0], alone[1])
      else add(id, parameters, modifiers)
    }
  }

  /** Equal for choices that train the same, on whichever card they stand. */
  function methodOf(choice: ObjectiveChoice): string {
    const { id, parameters, modifiers } = completed(choice)
    const kind = objectives.find(id)?.kind ?? 'objective'
    return methodKey(kind === 'objective' ? { id, parameters, modifiers } : { ...VAE, modifiers: { ...modifiers, [id]: parameters } })
  }

  /** Takes a group of the paper in the place of what is listed, or gives that back where just the group is listed. */
  function toggleGroup(group: ExperimentGroup): void {
    if (holds(group.choices)) return replace(kept.value.before)
    if (!EXPERIMENT_GROUPS.some(({ choices }) => holds(choices))) kept.value.before = list.value.map(choiceOf)
    replace(group.choices)
  }

  /** Whether just these are listed. */
  function holds(choices: readonly ObjectiveChoice[]): boolean {
    const listed = new Set(list.value.map(methodOf))
    return choices.length === list.value.length && choices.every((choice) => listed.has(methodOf(choice)))
  }

  const clear = () => void (list.value = [])

  /** Forgets everything. @returns what takes that back */
  function reset(): () => void {
    const was = kept.value
    kept.value = { list: [], before: [] }
    dropped.clear()
    return () => void (kept.value = was)
  }

  return {
    list,
    ordered,
    fit,
    fits,
    of,
    add,
    remove,
    tick,
    withValue,
    toggleValue,
    setParameter,
    toggleModifier,
    setModifierParameter,
    replace,
    toggleGroup,
    clear,
    reset,
    methodOf,
    holds,
  }
})

const VAE: ObjectiveChoice = { id: 'vae', parameters: {}, modifiers: {} }

/** A choice as the lab takes it: a copy without reactivity, and without what is ours. */
export const choiceOf = ({ id, parameters, modifiers }: ListedChoice): ObjectiveChoice =>
  structuredClone({ id, parameters: toRaw(parameters), modifiers: toRaw(modifiers) })
