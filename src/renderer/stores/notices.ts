import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { sentenceOf } from '../api/client'

/** Something said in the corner of the window. */
export interface Notice {
  id: number
  message: string
  /**
   * `fault`: something went wrong, said at once and kept; `alarm`: a run needs looking at, said at once and kept, the last few of them;
   * `done`: something happened, said when there is time.
   */
  kind: 'fault' | 'alarm' | 'done'
  /** What can be done about it, such as taking it back. */
  action: { label: string; act: () => Promise<unknown> | unknown } | null
}

/** A night of alarms must not fill the window. */
const MOST_ALARMS = 3

/** Sentences about what went wrong, kept until dismissed, and offers to take back what was just done. */
export const useNotices = defineStore('notices', () => {
  const list = shallowRef<Notice[]>([])
  let counter = 0

  /** What is said at once. */
  const urgent = computed(() => list.value.filter((notice) => notice.kind !== 'done'))
  const offers = computed(() => list.value.filter((notice) => notice.kind === 'done'))

  function add(notice: Omit<Notice, 'id'>): number {
    list.value = [...list.value, { ...notice, id: ++counter }]
    return counter
  }

  /** Says what went wrong; the same sentence stands once. */
  function say(message: string): void {
    if (!list.value.some((notice) => notice.message === message)) add({ message, kind: 'fault', action: null })
  }

  /**
   * Says what was done and offers one thing about it, usually to undo it: `offer('DG-VAE was deleted.', 'Undo', () => restore(id))`.
   * It goes once acted on, dismissed, or after some time; Ctrl or Cmd Z acts on the newest. A failing `act` says so.
   * @returns the notice's id, for `dismiss`
   */
  const offer = (message: string, label: string, act: () => Promise<unknown> | unknown): number =>
    add({ message, kind: 'done', action: { label, act } })

  /** Says that a run needs looking at, and offers the way to it; the oldest give way to the newest. Answers the notice's id. */
  function warn(message: string, action: Notice['action'] = null): number {
    const alarms = list.value.filter((notice) => notice.kind === 'alarm')
    for (const { id } of alarms.slice(0, Math.max(0, alarms.length + 1 - MOST_ALARMS))) dismiss(id)
    return add({ message, kind: 'alarm', action })
  }

  /** Says what happened, with nothing to do about it. */
  const tell = (message: string): number => add({ message, kind: 'done', action: null })

  const dismiss = (id: number) => void (list.value = list.value.filter((notice) => notice.id !== id))

  /** Does what a notice offers, once. */
  async function act(id: number): Promise<void> {
    const action = list.value.find((notice) => notice.id === id)?.action
    dismiss(id)
    if (action) await attempt(async () => action.act())
  }

  /** Takes back what was done last, where that is still offered; answers whether there was anything. */
  function actOnNewest(): boolean {
    const newest = offers.value.findLast((notice) => notice.action)
    if (newest) void act(newest.id)
    return newest !== undefined
  }

  /** Does something and says so when it fails; answers undefined then. */
  async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action()
    } catch (error) {
      say(sentenceOf(error))
      return undefined
    }
  }

  return { list, urgent, offers, say, offer, tell, warn, dismiss, act, actOnNewest, attempt }
})
