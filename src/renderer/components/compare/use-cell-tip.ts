import { computed, ref, shallowRef, type Ref } from 'vue'
import type { MetricId } from '../../../shared/metrics'
import type { Line } from '../../compare/lines'

interface Place {
  line: string
  metric: MetricId
}
export interface ShownTip {
  line: Line
  metric: MetricId
  at: DOMRect
}

/** A pointer that rests this long is asking. */
const REST_MS = 300
const LINE = '[data-line]'
const CELL = 'td[data-metric]'

/**
 * One tip for all cells of a results table, on hover and on focus. One cell is in the tab order; arrow keys move among them,
 * Escape hides the tip.
 */
export function useCellTip(body: Ref<HTMLElement | undefined>, lines: () => readonly Line[], columns: () => readonly MetricId[]) {
  const focused = ref<Place | null>(null)
  const tip = shallowRef<ShownTip | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  const hasCells = (line: Line) => line.kind === 'published' || line.row.evaluations.length > 0

  /** The cell in the tab order: where the focus was last, at first the first. */
  const cursor = computed<Place | null>(() => {
    const place = focused.value
    const [metric] = columns()
    if (metric === undefined) return null
    if (place && columns().includes(place.metric) && lines().some((line) => line.key === place.line && hasCells(line))) return place
    const first = lines().find(hasCells)
    return first ? { line: first.key, metric } : null
  })

  function cellOf(target: EventTarget | null): (Place & { element: HTMLElement }) | null {
    const element = (target as HTMLElement | null)?.closest<HTMLElement>(CELL)
    const line = element?.closest<HTMLElement>(LINE)?.dataset.line
    return element && line !== undefined ? { element, line, metric: element.dataset.metric as MetricId } : null
  }

  function show(target: EventTarget | null): void {
    const cell = cellOf(target)
    const line = cell && lines().find(({ key }) => key === cell.line)
    tip.value = cell && line ? { line, metric: cell.metric, at: cell.element.getBoundingClientRect() } : null
  }

  function hide(): void {
    clearTimeout(timer)
    tip.value = null
  }

  function move(event: KeyboardEvent): void {
    const cell = cellOf(event.target)
    if (!cell) return
    const cells = (line: HTMLElement) => [...line.querySelectorAll<HTMLElement>(CELL)]
    const rows = [...(body.value?.querySelectorAll<HTMLElement>(LINE) ?? [])].filter((line) => line.querySelector(CELL))
    const y = rows.findIndex((line) => line.contains(cell.element))
    const x = cells(rows[y]).indexOf(cell.element)
    const steps: Record<string, [number, number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const line = rows[y + step[0]] as HTMLElement | undefined
    if (line) cells(line)[x + step[1]]?.focus()
  }

  const listeners = {
    mouseover: (event: MouseEvent) => {
      clearTimeout(timer)
      const { target } = event
      if (tip.value) show(target)
      else if (cellOf(target)) timer = setTimeout(() => show(target), REST_MS)
    },
    mouseleave: hide,
    focusin: (event: FocusEvent) => {
      const cell = cellOf(event.target)
      if (!cell) return
      focused.value = { line: cell.line, metric: cell.metric }
      cell.element.setAttribute('aria-describedby', 'cell-tip')
      show(event.target)
    },
    focusout: (event: FocusEvent) => {
      cellOf(event.target)?.element.removeAttribute('aria-describedby')
      hide()
    },
    keydown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
      else move(event)
    },
  }

  return { cursor, tip, hide, listeners }
}
