import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import { z } from 'zod'
import { useRemembered } from './remembered'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const X_AXES = ['step', 'epoch', 'seconds'] as const
export type XAxis = (typeof X_AXES)[number]

/** What the window remembers between sessions. Anything unreadable falls back to the defaults. */
const rememberedSchema = z.object({
  theme: z.enum(THEMES).catch('system'),
  xAxis: z.enum(X_AXES).catch('epoch'),
  smoothing: z.number().min(0).max(0.99).catch(0.94),
  densityMap: z.enum(['magma', 'hot']).catch('magma'),
  /** Whether the paper's own figures stand in the table. */
  published: z.boolean().catch(true),
  /** Runs the user showed or hid in the charts; the others follow the default. */
  shown: z.record(z.string(), z.boolean()).catch({}),
  /** Corpus whose runs are listed; null: of all. */
  corpus: z.string().nullable().catch(null),
})

/** Appearance and filters, remembered in the window's own storage. */
export const useUi = defineStore('ui', () => {
  const kept = useRemembered('ui', rememberedSchema, rememberedSchema.parse({}))
  const system = matchMedia('(prefers-color-scheme: dark)')
  const systemDark = ref(system.matches)
  system.addEventListener('change', (event) => (systemDark.value = event.matches))

  const dark = computed(() => (kept.value.theme === 'system' ? systemDark.value : kept.value.theme === 'dark'))

  watchEffect(() => {
    if (kept.value.theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = kept.value.theme
  })

  /** System, light, dark, and round again. */
  function nextTheme(): void {
    kept.value.theme = THEMES[(THEMES.indexOf(kept.value.theme) + 1) % THEMES.length]
  }

  return { kept, dark, nextTheme }
})
