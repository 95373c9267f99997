import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import type { Run, RunState } from '../../shared/run'
import { lab } from '../api/lab'
import { formatSpan } from '../format'
import { progressOf } from '../progress'
import { labelsOf } from '../run-labels'
import { texts } from '../texts'
import { useNotices } from './notices'
import { useRuns } from './runs'
import { useUi } from './ui'

/** Ends that a person may have waited for; a stop is their own doing. */
const ENDS: readonly RunState[] = ['finished', 'failed', 'diverged']
const UNDER_WAY: readonly RunState[] = ['queued', 'running', 'paused']
/** Steps of the share that is told: a taskbar shows no finer ones. */
const STEPS = 200

/** What one who looks elsewhere is told: how far the queue is, how runs end, and their alarms, which the window says, too. */
export const useAttention = defineStore('attention', () => {
  const runs = useRuns()
  const ui = useUi()
  const notices = useNotices()
  const before = new Map<string, { state: RunState; alarms: number }>()
  /** The alarms that the window says, by their notices. */
  let said: { notice: number; run: string; rule: string; epoch: number }[] = []

  const moving = computed(() => runs.list.filter((run) => UNDER_WAY.includes(run.state)))
  /** Share of the queue that is done, 0…1; null where nothing is under way. */
  const share = computed(() =>
    moving.value.length === 0 ? null : moving.value.reduce((sum, run) => sum + progressOf(run), 0) / moving.value.length,
  )
  /** Seconds until the runs in training have ended; null where it is unknown or more runs wait. */
  const secondsLeft = computed(() => {
    const known = runs.training.map((run) => run.progress?.seconds_left ?? null).filter((seconds) => seconds !== null)
    return known.length > 0 && runs.queued.length === 0 ? Math.max(...known) : null
  })
  const rounded = computed(() => (share.value === null ? null : Math.round(share.value * STEPS) / STEPS))
  const paused = computed(() => moving.value.length > 0 && runs.training.length === 0)

  /** Tells the surroundings and the window from now on; `go` leads to an address of the window. Call once. */
  function start(go: (address: string) => unknown): void {
    watch(
      () => [rounded.value, runs.training.length, paused.value] as const,
      ([now, training, still]) => lab().bridge.tellHost({ kind: 'progress', share: now, training, paused: still }),
      { immediate: true },
    )
    watch(
      () => runs.list.map((run) => [run.id, run.state] as const),
      () => {
        for (const run of runs.list) {
          const known = before.get(run.id)
          before.set(run.id, { state: run.state, alarms: run.alarms.length })
          if (!known) continue
          const alarms = run.alarms.slice(known.alarms)
          const name = alarms.length > 0 ? (labelsOf(runs.list).get(run.id) ?? run.name) : run.name
          for (const { rule, title, epoch, paused } of alarms) {
            const act = () => go(addressOf(run))
            const notice = notices.warn(texts.health.raised(title, name, epoch, paused), { label: texts.attention.show, act })
            said.push({ notice, run: run.id, rule, epoch })
          }
          if (!ui.kept.notify) continue
          for (const alarm of alarms) tell(run, texts.attention.alarm(name, alarm.title), alarm.remedy)
          if (UNDER_WAY.includes(known.state) && ENDS.includes(run.state)) tellEnd(run)
        }
        takeBack()
      },
      { immediate: true },
    )
  }

  /** An alarm that no longer holds, or whose run is gone, needs nobody's look. */
  function takeBack(): void {
    const holds = ({ run, rule, epoch }: (typeof said)[number]) =>
      runs.byId.get(run)?.alarms.some((alarm) => alarm.rule === rule && alarm.epoch === epoch && alarm.cleared_epoch === null) ?? false
    for (const alarm of said) if (!holds(alarm)) notices.dismiss(alarm.notice)
    said = said.filter(holds)
  }

  function tellEnd(run: Run): void {
    const span = run.started_at !== null && run.ended_at !== null ? formatSpan((run.ended_at - run.started_at) / 1000) : null
    const body = run.message ?? texts.attention.endedBody(run.corpus_name, run.config.seed, run.epoch, span)
    tell(run, texts.attention.ended(run.name, texts.runs.states[run.state]), body)
  }

  /** A title and a text about a run; a click leads to it. */
  function tell(run: Run, title: string, body: string): void {
    lab().bridge.tellHost({ kind: 'notify', title: title.slice(0, 200), body: body.slice(0, 1000), address: addressOf(run) })
  }

  return { share, secondsLeft, paused, start }
})

/** Where everything about a run is shown. */
const addressOf = (run: Run): string => `/runs?run=${encodeURIComponent(run.id)}`
