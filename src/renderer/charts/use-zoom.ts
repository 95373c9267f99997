import { computed, ref } from 'vue'
import type { Area } from './line-scene'
import type { PageAxis } from './page-axis'

/** A drag of fewer pixels is a click. */
const LEAST_DRAG = 5
/** The part of the window that one turn of the wheel or one key leaves. */
const STEP = 0.8
/** The part of the window that a pan moves by. */
const PAN = 0.2
/** A window narrower than this part of the axis shows nothing more. */
const NARROWEST = 1e-4

/**
 * Hairline and zoom of a chart by pointer and keyboard: drag to zoom, double-click to see all, the wheel with Ctrl or Cmd zooms about
 * the pointer; arrow keys move the hairline, with Shift the window; + and − zoom, 0 or Escape shows all.
 *
 * @param area the inner rectangle while something is drawn
 * @param points the x of the points that arrow keys go through
 */
export function useZoom(area: () => Area | null, axis: PageAxis, points: () => readonly number[], log: () => boolean) {
  const drag = ref<{ from: number; to: number } | null>(null)
  /** The stretch being chosen, in pixels. */
  const stretch = computed(() => {
    if (!drag.value) return null
    const [left, right] = [Math.min(drag.value.from, drag.value.to), Math.max(drag.value.from, drag.value.to)]
    return { left, width: right - left }
  })

  const window = (): readonly [number, number] => axis.zoom.value ?? [0, axis.end.value]
  const inside = (px: number, { left, width }: Area) => Math.min(left + width, Math.max(left, px))

  function show(from: number, to: number): void {
    const least = axis.end.value * NARROWEST
    const clipped = [Math.max(0, from), Math.min(axis.end.value, to)] as const
    if (clipped[1] - clipped[0] < least) return
    const whole = clipped[0] <= least && clipped[1] >= axis.end.value - least
    axis.zoom.value = whole ? null : clipped
  }

  function zoomBy(factor: number, about: number): void {
    const [from, to] = window()
    show(about - (about - from) * factor, about + (to - about) * factor)
  }

  function pan(direction: -1 | 1): void {
    const [from, to] = window()
    const room = direction < 0 ? from : axis.end.value - to
    const by = direction * Math.min(room, (to - from) * PAN)
    show(from + by, to + by)
  }

  const reset = () => void (axis.zoom.value = null)

  function moveCursor(direction: -1 | 1): void {
    const places = points()
    if (places.length === 0) return
    const { cursor } = axis
    const at = cursor.value === null ? places.length : places.findIndex((x) => x >= (cursor.value ?? 0))
    const next = (at < 0 ? places.length - 1 : at) + direction
    cursor.value = places[Math.min(places.length - 1, Math.max(0, next))]
  }

  const listeners = {
    pointerdown(event: PointerEvent) {
      const inner = area()
      if (!inner || event.button !== 0) return
      ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
      const px = inside(event.offsetX, inner)
      drag.value = { from: px, to: px }
    },
    pointermove(event: PointerEvent) {
      const inner = area()
      if (!inner) return
      const px = inside(event.offsetX, inner)
      if (drag.value) drag.value = { ...drag.value, to: px }
      axis.cursor.value = inner.valueAt(px)
    },
    pointerup() {
      const inner = area()
      const chosen = stretch.value
      drag.value = null
      if (inner && chosen && chosen.width >= LEAST_DRAG) show(inner.valueAt(chosen.left), inner.valueAt(chosen.left + chosen.width))
    },
    pointercancel: () => void (drag.value = null),
    pointerleave() {
      if (!drag.value) axis.cursor.value = null
    },
    dblclick: reset,
    wheel(event: WheelEvent) {
      const inner = area()
      if (!inner || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      zoomBy(event.deltaY > 0 ? 1 / STEP : STEP, inner.valueAt(inside(event.offsetX, inner)))
    },
    keydown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const [from, to] = window()
      const about = axis.cursor.value ?? (log() ? Math.sqrt(Math.max(from, to * NARROWEST) * to) : (from + to) / 2)
      const acts: Record<string, () => void> = {
        ArrowLeft: () => (event.shiftKey ? pan(-1) : moveCursor(-1)),
        ArrowRight: () => (event.shiftKey ? pan(1) : moveCursor(1)),
        '+': () => zoomBy(STEP, about),
        '=': () => zoomBy(STEP, about),
        '-': () => zoomBy(1 / STEP, about),
        '0': reset,
        Escape: () => {
          axis.cursor.value = null
          reset()
        },
      }
      const act = acts[event.key]
      if (!act) return
      event.preventDefault()
      act()
    },
    blur: () => void (axis.cursor.value = null),
  }

  return { stretch, listeners }
}
