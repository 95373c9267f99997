import { inject, provide, ref, shallowRef, type InjectionKey, type Ref } from 'vue'

/** What all charts of a page share: where the hairline stands, what part of the horizontal axis is seen, and how long it is. */
export interface PageAxis {
  /** Null: nowhere. */
  cursor: Ref<number | null>
  /** Null: from the beginning to the end. */
  zoom: Ref<readonly [from: number, to: number] | null>
  /** The largest x of any shown run. */
  end: Ref<number>
}

const KEY: InjectionKey<PageAxis> = Symbol('page axis')

const makeAxis = (): PageAxis => ({ cursor: ref(null), zoom: shallowRef(null), end: ref(0) })

/** Gives the charts below one horizontal axis. */
export function providePageAxis(): PageAxis {
  const axis = makeAxis()
  provide(KEY, axis)
  return axis
}

/** The page's axis, or the chart's own where the page has none. */
export const usePageAxis = (): PageAxis => inject(KEY, makeAxis, true)
