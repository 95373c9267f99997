import { computed, ref, shallowRef, type Ref } from 'vue'
import type { ComparedMethod, Comparison } from '../../shared/comparison'
import type { MetricId } from '../../shared/metrics'

interface Place {
  row: string
  metric: MetricId
}
export interface ShownTip {
  row: ComparedMethod
  metric: MetricId
  at: DOMRect
}

/** A pointer that rests this long is asking. */
const REST_MS = 300
const ROW = '[data-row]'

/**
 * One tip for all cells of a results table, on hover and on focus. One cell is in the tab order; arrow keys move among them,
 * Escape hides the tip.
 */
export function useCellTip(body: Ref<HTMLElement | undefined>, comparison: () => Comparison) {
  const focused = ref<Place | null>(null)
  const tip = shallowRef<ShownTip | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  /** The cell in the tab order: where the focus was last, at first the first. */
  const cursor = computed<Place | null>(() => {
    const { rows, columns } = comparison()
    const evaluated = rows.filter((row) => row.evaluations.length > 0)
    const place = focused.value
    if (place && evaluated.some((row) => row.key === place.row)) return place
    return evaluated.length > 0 ? { row: evaluated[0].key, metric: columns[0] } : null
  })

  function cellOf(target: EventTarget | null): (Place & { element: HTMLElement }) | null {
    const element = (target as HTMLElement | null)?.closest<HTMLElement>('td[data-metric]')
    const row = element?.closest<HTMLElement>(ROW)?.dataset.row
    return element && row !== undefined ? { element, row, metric: element.dataset.metric as MetricId } : null
  }

  function show(target: EventTarget | null): void {
    const cell = cellOf(target)
    const row = comparison().rows.find(({ key }) => key === cell?.row)
    tip.value = cell && row ? { row, metric: cell.metric, at: cell.element.getBoundingClientRect() } : null
  }

  function hide(): void {
    clearTimeout(timer)
    tip.value = null
  }

  function move(event: KeyboardEvent): void {
    const cell = cellOf(event.target)
    if (!cell) return
    const rows = [...(body.value?.querySelectorAll<HTMLElement>(ROW) ?? [])].filter((row) => row.querySelector('td[data-metric]'))
    const cells = (row: HTMLElement) => [...row.querySelectorAll<HTMLElement>('td[data-metric]')]
    const y = rows.findIndex((row) => row.contains(cell.element))
    const x = cells(rows[y]).indexOf(cell.element)
    const steps: Record<string, [number, number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }
    const step = steps[event.key]
    const next = step && rows[y + step[0]] && cells(rows[y + step[0]])[x + step[1]]
    if (!step) return
    event.preventDefault()
    next?.focus()
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
      focused.value = { row: cell.row, metric: cell.metric }
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

  return { cursor, tip, listeners }
}
