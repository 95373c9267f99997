import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import type { Group } from 'zrender'
import { useUi } from '../stores/ui'
import { readColours, type ChartColours } from './colours'
import { drawQueue } from './draw-queue'
import type { Size } from './line-scene'
import { createSurface, pictureOfScene, type Surface } from './surface'

/** A redraw for new points waits this long after the one before: faster movement is not seen. */
const SHORTEST_MS = 200

/** How a chart comes onto its surface. */
interface Drawing {
  /** Before a drawing on screen: reads what has changed. */
  prepare?(): void
  /** The chart at a size, from what was prepared; for export it is called without. */
  scene(size: Size, colours: ChartColours, dark: boolean): Group
}

/** A surface for scenes in an element: sized with it, drawn in the window's queue, one chart a frame, and only while it is in view. */
export function useSurface(element: Ref<HTMLElement | undefined>, { prepare, scene }: Drawing) {
  const ui = useUi()
  const size = shallowRef<Size>({ width: 0, height: 0 })
  const visible = ref(false)
  let surface: Surface | null = null
  let colours: ChartColours | null = null
  let stale = true
  let last = -SHORTEST_MS
  let timer: ReturnType<typeof setTimeout> | undefined

  function draw(): void {
    stale = false
    last = performance.now()
    prepare?.()
    if (!element.value || size.value.width === 0) return
    colours ??= readColours(element.value)
    surface ??= createSurface(element.value, size.value)
    surface.show(scene(size.value, colours, ui.dark))
  }

  /** At the next turn of the queue. */
  function redraw(): void {
    stale = true
    if (visible.value) drawQueue.add(draw)
  }

  /** Soon, for what changes many times a second. */
  function redrawSoon(): void {
    stale = true
    timer ??= setTimeout(
      () => {
        timer = undefined
        redraw()
      },
      Math.max(0, SHORTEST_MS - (performance.now() - last)),
    )
  }

  /** The chart for export, at a size of its own. */
  function picture(wanted: Size) {
    if (!element.value) throw new Error('The chart is not drawn yet.')
    const inUse = readColours(element.value)
    return pictureOfScene(() => scene(wanted, inUse, ui.dark), wanted)
  }

  const resized = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect
    if (width === size.value.width && height === size.value.height) return
    size.value = { width, height }
    surface?.resize(size.value)
    redraw()
  })
  const seen = new IntersectionObserver((entries) => {
    visible.value = entries.at(-1)?.isIntersecting ?? false
    if (visible.value && stale) redraw()
  })

  onMounted(() => {
    if (!element.value) return
    resized.observe(element.value)
    seen.observe(element.value)
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    drawQueue.remove(draw)
    resized.disconnect()
    seen.disconnect()
    surface?.dispose()
  })
  watch(
    () => [ui.look, ui.kept.theme],
    () => {
      colours = null
      stale = true
      if (visible.value) drawQueue.addUrgent(draw)
    },
    { flush: 'post' },
  )

  return { size, visible, redraw, redrawSoon, picture }
}
