import { computed, onBeforeUnmount, ref, shallowReactive, watch } from 'vue'
import type { FoundSentences, SentenceQuery } from '../../../shared/corpus'
import { sentenceOf } from '../../api/client'
import { lab } from '../../api/lab'

export type FoundRow = FoundSentences['rows'][number]

/** Rows that are asked for at once. */
const PAGE = 100
/** Pages that are kept; the ones read longest ago are forgotten. */
const KEPT = 60

/**
 * The sentences that a query finds, a page at a time: rows of the pages in view, and how far the search has come. A new query takes
 * the place of the old one at once.
 */
export function useSentences(corpus: () => string, query: () => SentenceQuery) {
  const pages = shallowReactive(new Map<number, FoundRow[]>())
  const total = ref(0)
  const scanned = ref(0)
  const complete = ref(false)
  const error = ref<string | null>(null)
  let turn = 0
  let wanted: [first: number, last: number] = [0, PAGE]
  const asking = new Set<number>()

  const key = computed(() => JSON.stringify([corpus(), query()]))

  async function ask(offset: number, limit: number): Promise<FoundSentences | null> {
    const mine = turn
    try {
      const found = await lab().request('corpora.search', { id: corpus(), query: { ...query() }, offset, limit })
      if (mine !== turn) return null
      total.value = found.total
      scanned.value = Math.max(scanned.value, found.scanned)
      complete.value ||= found.complete
      error.value = null
      return found
    } catch (thrown) {
      if (mine === turn) error.value = sentenceOf(thrown)
      return null
    }
  }

  async function load(page: number): Promise<void> {
    if (asking.has(page)) return
    asking.add(page)
    const mine = turn
    const found = await ask(page * PAGE, PAGE)
    if (mine !== turn) return
    asking.delete(page)
    if (!found) return
    pages.delete(page)
    pages.set(page, found.rows)
    for (const oldest of pages.keys()) {
      if (pages.size <= KEPT) break
      pages.delete(oldest)
    }
  }

  /** Whether a page holds all rows that are known to be on it. */
  function isWhole(page: number): boolean {
    const rows = pages.get(page)
    return rows !== undefined && rows.length >= Math.min(PAGE, total.value - page * PAGE)
  }

  /** Sees to it that the rows from `first` to before `last` are there. */
  function need(first: number, last: number): void {
    wanted = [first, last]
    for (let page = Math.floor(first / PAGE); page * PAGE < Math.min(last, total.value); page++) if (!isWhole(page)) void load(page)
  }

  /** Asks until the search is complete: each question lets it go on a little. */
  async function search(): Promise<void> {
    const mine = ++turn
    pages.clear()
    asking.clear()
    total.value = 0
    scanned.value = 0
    complete.value = false
    error.value = null
    wanted = [0, PAGE]
    await load(0)
    while (mine === turn && !complete.value && error.value === null) {
      if ((await ask(0, 0)) === null) return
      need(...wanted)
    }
    if (mine === turn) need(...wanted)
  }

  watch(key, () => void search(), { immediate: true })
  onBeforeUnmount(() => void turn++)

  const row = (index: number): FoundRow | null => pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null

  return { total, scanned, complete, error, row, need, key }
}
