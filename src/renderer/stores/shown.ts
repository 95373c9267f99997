import { defineStore } from 'pinia'
import { computed } from 'vue'
import { z } from 'zod'
import { useRemembered } from './remembered'
import { useRunFilter } from './run-filter'
import { useUi } from './ui'

/** Without a choice of the user's, so many of the newest listed runs are drawn. */
const SHOWN_BY_DEFAULT = 6

const shownSchema = z.object({ view: z.enum(['curves', 'health', 'dimensions']).catch('curves') })

/** Which of the listed runs the charts draw, and what is shown of them. */
export const useShown = defineStore('shown', () => {
  const ui = useUi()
  const filter = useRunFilter()
  const kept = useRemembered('runs.view', shownSchema, shownSchema.parse({}))

  const ids = computed<ReadonlySet<string>>(
    () => new Set(filter.listed.filter((run, index) => ui.kept.shown[run.id] ?? index < SHOWN_BY_DEFAULT).map((run) => run.id)),
  )

  function show(some: readonly string[], shown: boolean): void {
    for (const id of some) ui.kept.shown[id] = shown
  }

  /** Draws just these of the listed runs. */
  function only(some: readonly string[]): void {
    show(
      filter.listed.filter((run, index) => index < SHOWN_BY_DEFAULT || ui.kept.shown[run.id]).map((run) => run.id),
      false,
    )
    show(some, true)
  }

  return { kept, ids, show, only }
})
