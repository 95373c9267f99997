import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowReactive } from 'vue'
import type { Params } from '../../shared/contract'
import { DEFAULT_SEED, PRESETS, settingsSchema, type PresetId, type Settings } from '../../shared/settings'
import { useObjectives } from './objectives'

const LARGEST_SEED = 2 ** 31 - 1
const MOST_SEEDS = 50

/** Seeds written by a person: whole numbers between commas or spaces, doubles dropped; null when one is not a seed. */
export function parseSeeds(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const seeds = [...new Set(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : NaN)))]
  const valid = seeds.length > 0 && seeds.length <= MOST_SEEDS && seeds.every((seed) => seed <= LARGEST_SEED)
  return valid ? seeds : null
}

/** The experiment being set up; it stays as it was left while the window is open. */
export const useExperiment = defineStore('experiment', () => {
  const corpus = ref<string | null>(null)
  const chosen = ref<string[]>([])
  const parameters = reactive<Record<string, Record<string, number>>>({})
  const preset = ref<PresetId>('tiny')
  const changes = shallowReactive<Partial<Settings>>({})
  const seeds = ref(String(DEFAULT_SEED))
  const engine = ref('onnx')

  const settings = computed<Settings>(() => ({ ...PRESETS[preset.value].settings, ...changes }))
  const seedList = computed(() => parseSeeds(seeds.value))
  const settingsFit = computed(() => settingsSchema.safeParse(settings.value).success)
  const parametersFit = computed(() =>
    chosen.value.every(
      (id) =>
        useObjectives()
          .find(id)
          ?.parameters.every((p) => fits(parameterOf(id, p.key, p.default), p)) ?? false,
    ),
  )
  const runs = computed(() => chosen.value.length * (seedList.value?.length ?? 0))

  function parameterOf(objective: string, key: string, otherwise: number): number {
    return parameters[objective]?.[key] ?? otherwise
  }

  function setParameter(objective: string, key: string, value: number): void {
    parameters[objective] = { ...parameters[objective], [key]: value }
  }

  /** Changes a setting; the preset's own value is no change. */
  function set<K extends keyof Settings>(key: K, value: Settings[K]): void {
    if (value === PRESETS[preset.value].settings[key]) delete changes[key]
    else changes[key] = value
  }

  /** Takes a preset; changes made to the one before are dropped. */
  function take(id: PresetId): void {
    if (id === preset.value) return
    preset.value = id
    reset()
  }

  function reset(): void {
    for (const key of Object.keys(changes) as (keyof Settings)[]) delete changes[key]
  }

  /** The request that starts this experiment, or null while something is missing or out of range. */
  const request = computed<Params<'runs.start'> | null>(() => {
    if (corpus.value === null || runs.value === 0 || !settingsFit.value || !parametersFit.value || !seedList.value) return null
    const objectives = useObjectives()
      .list.filter((objective) => chosen.value.includes(objective.id))
      .map((objective) => ({
        id: objective.id,
        parameters: Object.fromEntries(objective.parameters.map((p) => [p.key, parameterOf(objective.id, p.key, p.default)])),
      }))
    return { corpus: corpus.value, objectives, preset: preset.value, settings: { ...changes }, seeds: seedList.value, engine: engine.value }
  })

  return {
    corpus,
    chosen,
    parameters,
    preset,
    changes,
    seeds,
    engine,
    settings,
    seedList,
    settingsFit,
    parametersFit,
    runs,
    parameterOf,
    setParameter,
    set,
    take,
    reset,
    request,
  }
})

const fits = (value: number, range: { min: number; max: number; integer: boolean }) =>
  Number.isFinite(value) && value >= range.min && value <= range.max && (!range.integer || Number.isInteger(value))
