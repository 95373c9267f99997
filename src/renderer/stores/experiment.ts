import { defineStore } from 'pinia'
import { computed, ref, shallowReactive } from 'vue'
import { DEFAULT_SEED, PRESETS, settingsSchema, type PresetId, type Settings } from '../../shared/settings'

const LARGEST_SEED = 2 ** 31 - 1
const MOST_SEEDS = 50

/** Seeds written by a person: whole numbers between commas or spaces, doubles dropped; null when one is not a seed. */
export function parseSeeds(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const seeds = [...new Set(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : NaN)))]
  const valid = seeds.length > 0 && seeds.length <= MOST_SEEDS && seeds.every((seed) => seed <= LARGEST_SEED)
  return valid ? seeds : null
}

/** Corpus, settings and seeds of the experiment being set up; it stays as it was left while the window is open. */
export const useExperiment = defineStore('experiment', () => {
  const corpus = ref<string | null>(null)
  const preset = ref<PresetId>('tiny')
  const changes = shallowReactive<Partial<Settings>>({})
  const seeds = ref(String(DEFAULT_SEED))
  const engine = ref('onnx')
  /** Whether the objectives of each seed race. */
  const race = ref(false)

  const settings = computed<Settings>(() => ({ ...PRESETS[preset.value].settings, ...changes }))
  const seedList = computed(() => parseSeeds(seeds.value))
  const settingsFit = computed(() => settingsSchema.safeParse(settings.value).success)

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

  return { corpus, preset, changes, seeds, engine, race, settings, seedList, settingsFit, set, take, reset }
})
