import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Params } from '../../shared/contract'
import { choiceOf, useChoices } from './choices'
import { useExperiment } from './experiment'
import { useReports } from './reports'

/** Variants of objectives in one experiment, at most. */
export const MOST_CHOICES = 50

/** What the experiment being set up would train, and whether it can start. */
export const usePlan = defineStore('plan', () => {
  const choices = useChoices()
  const experiment = useExperiment()
  const reports = useReports()

  /** Each method once. */
  const trained = computed(() => choices.ordered.filter((choice) => !reports.doubles.has(choice.key)))
  const tooMany = computed(() => trained.value.length > MOST_CHOICES)
  const runs = computed(() => trained.value.length * (experiment.seedList?.length ?? 0))

  /** One objective alone has nothing to race. */
  const canRace = computed(() => trained.value.length > 1)

  /** The request that starts this experiment, or null while something is missing, out of range or refused. */
  const request = computed<Params<'runs.start'> | null>(() => {
    const { corpus, preset, changes, seedList: seeds, engine, settingsFit } = experiment
    const race = experiment.race && canRace.value
    if (corpus === null || !seeds || runs.value === 0 || tooMany.value) return null
    if (!settingsFit || !choices.fit || reports.refused) return null
    return { corpus, objectives: trained.value.map(choiceOf), preset, settings: { ...changes }, seeds, engine, race }
  })

  return { trained, tooMany, runs, canRace, request }
})
