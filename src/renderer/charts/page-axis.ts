import { inject, provide, ref, shallowRef, watch, type InjectionKey, type Ref } from 'vue'

/** What all charts of a page share: where the hairline stands, what part of the horizontal axis is seen, and how long it is. */
export interface PageAxis {
  /** Null: nowhere. */
  cursor: Ref<number | null>
  /** Where it stands for those who read numbers at it: it follows some times a second, as digits that change in every frame are not read. */
  read: Readonly<Ref<number | null>>
  /** Null: from the beginning to the end. */
  zoom: Ref<readonly [from: number, to: number] | null>
  /** The largest x of any shown run. */
  end: Ref<number>
}

const KEY: InjectionKey<PageAxis> = Symbol('page axis')

/** Numbers at the hairline change at most this often, ms. */
const READ_MS = 60

function makeAxis(): PageAxis {
  const cursor = ref<number | null>(null)
  return { cursor, read: followed(cursor), zoom: shallowRef(null), end: ref(0) }
}

/** The value of a ref, taken over at once after a rest, otherwise at most every {@link READ_MS}; that it is nowhere is known at once. */
function followed(source: Ref<number | null>): Ref<number | null> {
  const read = ref(source.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  const take = () => {
    read.value = source.value
    timer = setTimeout(() => {
      timer = undefined
      if (read.value !== source.value) take()
    }, READ_MS)
  }
  watch(
    source,
    (value) => {
      if (value === null) read.value = null
      else if (timer === undefined) take()
    },
    { flush: 'sync' },
  )
  return read
}

/** Gives the charts below one horizontal axis. */
export function providePageAxis(): PageAxis {
  const axis = makeAxis()
  provide(KEY, axis)
  return axis
}

/** The page's axis, or the chart's own where the page has none. */
export const usePageAxis = (): PageAxis => inject(KEY, makeAxis, true)
