import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import { z } from 'zod'
import { useRemembered } from './remembered'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const CONTRASTS = ['system', 'more'] as const
export type Contrast = (typeof CONTRASTS)[number]
export const X_AXES = ['step', 'epoch', 'seconds'] as const
export type XAxis = (typeof X_AXES)[number]

/** What the window remembers between sessions. Anything unreadable falls back to the defaults. */
const rememberedSchema = z.object({
  theme: z.enum(THEMES).catch('system'),
  contrast: z.enum(CONTRASTS).catch('system'),
  /** Whether letters and signs alone are commands. */
  plainKeys: z.boolean().catch(true),
  /** Whether the end of a run is told outside of the window. */
  notify: z.boolean().catch(true),
  xAxis: z.enum(X_AXES).catch('epoch'),
  smoothing: z.number().min(0).max(0.99).catch(0.94),
  densityMap: z.enum(['magma', 'hot']).catch('magma'),
  /** Whether the paper's own figures stand in the table. */
  published: z.boolean().catch(true),
  /** Runs the user showed or hid in the charts; the others follow the default. */
  shown: z.record(z.string(), z.boolean()).catch({}),
})

/** Appearance and filters, remembered in the window's own storage. */
export const useUi = defineStore('ui', () => {
  const kept = useRemembered('ui', rememberedSchema, rememberedSchema.parse({}))
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  const systemContrast = useMedia('(prefers-contrast: more)')
  /** The system draws with colours of its own; a theme of ours would fight them. */
  const forced = useMedia('(forced-colors: active)')

  const dark = computed(() => (forced.value || kept.value.theme === 'system' ? systemDark.value : kept.value.theme === 'dark'))
  const highContrast = computed(() => forced.value || kept.value.contrast === 'more' || systemContrast.value)
  /** Changes whenever colours do: what is drawn by hand is drawn anew. */
  const look = computed(() => `${dark.value ? 'dark' : 'light'} ${forced.value ? 'forced' : highContrast.value ? 'high' : 'normal'}`)

  watchEffect(() => {
    const { dataset } = document.documentElement
    dataset.theme = dark.value ? 'dark' : 'light'
    dataset.contrast = highContrast.value ? 'more' : 'normal'
  })

  return { kept, dark, highContrast, look }
})

/** Whether a media query holds, as it changes. */
function useMedia(query: string) {
  const media = matchMedia(query)
  const holds = ref(media.matches)
  media.addEventListener('change', (event) => (holds.value = event.matches))
  return holds
}
