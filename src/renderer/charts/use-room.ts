import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import type { Size } from './line-scene'

/** Left free below, pixels. */
const BELOW = 24

/** The room that an element has: its width, and the height from its top to the bottom of what scrolls around it. */
export function useRoom(element: Ref<HTMLElement | undefined>, first: Size = { width: 800, height: 480 }): Ref<Size> {
  const room = ref<Size>(first)
  let scroller: HTMLElement | null = null
  function measure(): void {
    if (!element.value || !scroller) return
    const { width, top } = element.value.getBoundingClientRect()
    if (width === 0) return
    const above = top - scroller.getBoundingClientRect().top + scroller.scrollTop
    room.value = { width, height: scroller.clientHeight - above - BELOW }
  }
  const observer = new ResizeObserver(measure)
  onMounted(() => {
    if (!element.value) return
    scroller = scrollerOf(element.value)
    observer.observe(element.value)
    observer.observe(scroller)
    measure()
  })
  onBeforeUnmount(() => observer.disconnect())
  return room
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let at = element.parentElement; at; at = at.parentElement) if (['auto', 'scroll'].includes(getComputedStyle(at).overflowY)) return at
  return document.documentElement
}
