import { inject, provide, ref, type InjectionKey, type Ref } from 'vue'

/** Where the hairline stands on the horizontal axis that all charts of a page share; null: nowhere. */
type Cursor = Ref<number | null>

const KEY: InjectionKey<Cursor> = Symbol('cursor')

/** Gives the charts below one hairline. */
export function provideCursor(): Cursor {
  const cursor: Cursor = ref(null)
  provide(KEY, cursor)
  return cursor
}

/** The page's hairline, or the chart's own where the page has none. */
export const useCursor = (): Cursor => inject(KEY, () => ref(null), true)
