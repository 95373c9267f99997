import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowReactive, watch } from 'vue'
import { LabError } from '../../shared/contract'
import type { ChoiceReport } from '../../shared/objective'
import { sentenceOf } from '../api/client'
import { lab } from '../api/lab'
import { choiceOf, useChoices, type ListedChoice } from './choices'
import { useConnection } from './connection'
import { useExperiment } from './experiment'
import { useObjectives } from './objectives'

/** What the lab says of a choice under the present settings: its report, or why it makes no sense. */
export type Verdict = { report: ChoiceReport; error: null } | { report: null; error: string }

/** Typing is waited for this long before the lab is asked again. */
const PATIENCE_MS = 200

/** Asks the lab about every listed choice, anew whenever it or the settings change. The last answer stands until the next. */
export const useReports = defineStore('reports', () => {
  const choices = useChoices()
  const experiment = useExperiment()
  const objectives = useObjectives()
  const connection = useConnection()
  const byKey = shallowReactive(new Map<number, Verdict>())
  /** What each answer, or question under way, was about. */
  const asked = new Map<number, string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const question = (listed: ListedChoice) => ({
    objective: choiceOf(listed),
    preset: experiment.preset,
    settings: { ...experiment.changes },
  })

  function ask(): void {
    const present = new Set(choices.list.map((choice) => choice.key))
    for (const key of [...byKey.keys()]) if (!present.has(key)) byKey.delete(key)
    if (!experiment.settingsFit) return
    for (const listed of choices.list) if (choices.fits(listed)) void askOne(listed)
  }

  async function askOne(listed: ListedChoice): Promise<void> {
    const params = question(listed)
    const about = JSON.stringify(params)
    if (asked.get(listed.key) === about) return
    asked.set(listed.key, about)
    let verdict: Verdict
    let answered = true
    try {
      verdict = { report: await lab().request('objectives.check', params), error: null }
    } catch (error) {
      verdict = { report: null, error: sentenceOf(error) }
      answered = error instanceof LabError && error.code !== 'failed'
    }
    if (asked.get(listed.key) !== about) return
    if (choices.list.some((choice) => choice.key === listed.key)) byKey.set(listed.key, verdict)
    if (!answered) asked.delete(listed.key)
  }

  watch(
    () => JSON.stringify([choices.list, experiment.preset, experiment.changes]),
    () => {
      clearTimeout(timer)
      timer = setTimeout(ask, PATIENCE_MS)
    },
    { immediate: true },
  )
  // What was not answered when the lab went away is asked again when it is back.
  watch(
    () => connection.state,
    (state) => state === 'ready' && ask(),
  )
  onScopeDispose(() => clearTimeout(timer))

  /** Listed choices that train the same as one before them. */
  const doubles = computed(() => {
    const seen = new Set<string>()
    const found = new Set<number>()
    for (const listed of choices.ordered) {
      const key = choices.methodOf(listed)
      if (seen.has(key)) found.add(listed.key)
      seen.add(key)
    }
    return found
  })

  /** The name of a choice's runs; until the lab has said it, its method's. */
  const nameOf = (listed: ListedChoice) => byKey.get(listed.key)?.report?.name ?? objectives.find(listed.id)?.title ?? listed.id

  /** The first choice that the lab refuses, with its reason. */
  const refused = computed(() => {
    for (const listed of choices.ordered) {
      const error = byKey.get(listed.key)?.error
      if (error) return { name: nameOf(listed), reason: error }
    }
    return null
  })

  return { byKey, doubles, refused, nameOf }
})
