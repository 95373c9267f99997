import { computed, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'

/** The tallest an element may be; browsers cut off beyond 17 to 33 million pixels. */
const TALLEST = 10_000_000
/** Rows that exist above and below those in view. */
const MARGIN = 8
/** A wheel's line, where it turns by lines, in pixels. */
const WHEEL_LINE = 20

/**
 * Which rows of a long list are in view, for lists of any length: beyond what a browser can make tall, the scroll bar runs over the
 * list in larger steps, while wheel and keys move by pixels and rows as ever.
 */
export function useRowWindow(viewport: Ref<HTMLElement | null>, count: () => number, rowHeight: number) {
  /** Pixels of the list above the upper edge, were it of full height. */
  const position = ref(0)
  const height = ref(0)
  let placed = -1
  let observer: ResizeObserver | null = null

  const full = computed(() => count() * rowHeight)
  const spacer = computed(() => Math.min(full.value, TALLEST))
  const compressed = computed(() => full.value > TALLEST)
  /** Pixels of the list for one of the scroll bar. */
  const scale = computed(() => (compressed.value ? (full.value - height.value) / (spacer.value - height.value) : 1))
  const furthest = computed(() => Math.max(0, full.value - height.value))

  const first = computed(() => Math.max(0, Math.floor(position.value / rowHeight) - MARGIN))
  const last = computed(() => Math.min(count(), Math.ceil((position.value + height.value) / rowHeight) + MARGIN))
  const inView = computed(() => Math.max(1, Math.floor(height.value / rowHeight)))
  /** Where the rows that exist begin within the spacer. */
  const offset = computed(() => position.value / scale.value - position.value + first.value * rowHeight)

  function moveTo(pixels: number): void {
    position.value = Math.min(furthest.value, Math.max(0, pixels))
    if (!viewport.value) return
    placed = Math.round(position.value / scale.value)
    viewport.value.scrollTop = placed
  }

  function onScroll(): void {
    if (!viewport.value) return
    const { scrollTop } = viewport.value
    // What was placed by ourselves is known more exactly than the scroll bar can say.
    if (compressed.value && Math.abs(scrollTop - placed) < 1.5) return
    placed = -1
    position.value = Math.min(furthest.value, scrollTop * scale.value)
  }

  function onWheel(event: WheelEvent): void {
    if (!compressed.value || event.ctrlKey) return
    event.preventDefault()
    moveTo(position.value + event.deltaY * (event.deltaMode === 1 ? WHEEL_LINE : event.deltaMode === 2 ? height.value : 1))
  }

  /** Brings a row into view, moving no more than needed. */
  function show(index: number): void {
    const top = index * rowHeight
    if (top < position.value) moveTo(top)
    else if (top + rowHeight > position.value + height.value) moveTo(top + rowHeight - height.value)
  }

  watch(furthest, (most) => position.value > most && moveTo(most))
  onMounted(() => {
    if (!viewport.value) return
    observer = new ResizeObserver(() => (height.value = viewport.value?.clientHeight ?? 0))
    observer.observe(viewport.value)
    height.value = viewport.value.clientHeight
  })
  onBeforeUnmount(() => observer?.disconnect())

  return { first, last, inView, offset, spacer, show, moveTo, onScroll, onWheel }
}
