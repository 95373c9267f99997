import { defineStore } from 'pinia'
import { computed, type Ref } from 'vue'
import { z } from 'zod'
import { DEFAULT_SEED, PRESET_IDS, PRESETS, settingsSchema, type PresetId, type Settings } from '../../shared/settings'
import { useRemembered } from './remembered'

const LARGEST_SEED = 2 ** 31 - 1
const MOST_SEEDS = 50

/** Seeds written by a person: whole numbers between commas or spaces, doubles dropped; null when one is not a seed. */
export function parseSeeds(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const seeds = [...new Set(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : NaN)))]
  const valid = seeds.length > 0 && seeds.length <= MOST_SEEDS && seeds.every((seed) => seed <= LARGEST_SEED)
  return valid ? seeds : null
}

/** Of settings remembered from an earlier day, those that there still are, within their ranges. */
const changesSchema = z
  .record(z.string(), z.unknown())
  .transform((all): Partial<Settings> => {
    const fits = ([key, value]: [string, unknown]) => settingsSchema.shape[key as keyof Settings]?.safeParse(value).success
    return Object.fromEntries(Object.entries(all).filter((entry) => Object.hasOwn(settingsSchema.shape, entry[0]) && fits(entry)))
  })
  .catch({})

const keptSchema = z.object({
  corpus: z.string().nullable().catch(null),
  preset: z.enum(PRESET_IDS).catch('tiny'),
  changes: changesSchema,
  seeds: z.string().catch(String(DEFAULT_SEED)),
  engine: z.string().catch('onnx'),
  race: z.boolean().catch(false),
})
type Kept = z.infer<typeof keptSchema>
const FRESH: Kept = { corpus: null, preset: 'tiny', changes: {}, seeds: String(DEFAULT_SEED), engine: 'onnx', race: false }

/** Corpus, settings and seeds of the experiment being set up, remembered between sessions. */
export const useExperiment = defineStore('experiment', () => {
  const kept = useRemembered<Kept>('experiment', keptSchema, FRESH)
  const field = <K extends keyof Kept>(key: K): Ref<Kept[K]> =>
    computed({ get: () => kept.value[key], set: (value) => (kept.value[key] = value) })

  const corpus = field('corpus')
  const preset: Ref<PresetId> = field('preset')
  const changes = computed(() => kept.value.changes)
  const seeds = field('seeds')
  const engine = field('engine')
  /** Whether the objectives of each seed race. */
  const race = field('race')

  const settings = computed<Settings>(() => ({ ...PRESETS[preset.value].settings, ...changes.value }))
  const seedList = computed(() => parseSeeds(seeds.value))
  const settingsFit = computed(() => settingsSchema.safeParse(settings.value).success)
  /** Nothing but the corpus was chosen. */
  const pristine = computed(
    () => preset.value === FRESH.preset && seeds.value === FRESH.seeds && !race.value && Object.keys(changes.value).length === 0,
  )

  /** Changes a setting; the preset's own value is no change. */
  function set<K extends keyof Settings>(key: K, value: Settings[K]): void {
    if (value === PRESETS[preset.value].settings[key]) delete changes.value[key]
    else changes.value[key] = value
  }

  /** Takes a preset; changes made to the one before are dropped. */
  function take(id: PresetId): void {
    if (id === preset.value) return
    preset.value = id
    reset()
  }

  /** Back to the values of the preset. */
  const reset = () => void (kept.value.changes = {})

  /** Forgets everything but the corpus and the engine. @returns what takes that back */
  function startAfresh(): () => void {
    const was = kept.value
    kept.value = { ...FRESH, changes: {}, corpus: was.corpus, engine: was.engine }
    return () => void (kept.value = { ...was, corpus: corpus.value })
  }

  return { corpus, preset, changes, seeds, engine, race, settings, seedList, settingsFit, pristine, set, take, reset, startAfresh }
})
