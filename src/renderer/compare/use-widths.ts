import { computed, type Ref } from 'vue'
import type { Comparison } from '../../shared/comparison'
import { METRICS, type MetricId } from '../../shared/metrics'
import { formatCell } from '../../shared/report/cell-text'
import { useCompare } from '../stores/compare'
import { HEALTH, isMetric, LEAST_WIDTH, NAME, NAME_WIDTH, standardWidth, type ColumnId } from './columns'

/** Pixels of the column of boxes, wide and close. */
const PICK = { wide: 52, close: 44 }
/** What the names are given at least. */
const LEAST_NAME = 144
/** About the width of a character: of a value, of a head, and of what stands small under either. */
const LETTER = { value: 7.7, head: 6.5, small: 6 }
/** Space at both sides of a close cell together. */
const PADDING = 13
const CLOSE_HEALTH = 120

/**
 * The widths of the table's columns: as they were set, otherwise as they are usual. Where those are too wide for the room all stand
 * close, each metric as wide as its longest value, and the names take what is left; what then still is too wide is scrolled.
 */
export function useWidths(room: Readonly<Ref<number>>) {
  const compare = useCompare()
  const wide = computed(() => sum(PICK.wide, NAME_WIDTH, compare.columns.map(standardWidth)))
  const close = computed(() => wide.value > room.value)
  const pick = computed(() => (close.value ? PICK.close : PICK.wide))

  const closeWidths = computed(() => new Map(compare.columns.map((id) => [id, closeWidth(compare.comparison, id)])))
  const widthOf = (id: ColumnId): number =>
    compare.kept.widths[id] ?? (close.value ? (closeWidths.value.get(id) ?? standardWidth(id)) : standardWidth(id))
  const others = computed(() => sum(pick.value, 0, compare.columns.map(widthOf)))
  const nameWidth = computed(
    () => compare.kept.widths[NAME] ?? (close.value ? Math.min(NAME_WIDTH, Math.max(LEAST_NAME, room.value - others.value)) : NAME_WIDTH),
  )
  return { close, pick, widthOf, nameWidth, whole: computed(() => others.value + nameWidth.value) }
}

const sum = (first: number, second: number, rest: readonly number[]) => rest.reduce((total, width) => total + width, first + second)

function closeWidth(comparison: Comparison, id: ColumnId): number {
  if (id === HEALTH) return CLOSE_HEALTH
  return isMetric(id) ? metricWidth(comparison, id) : standardWidth(id)
}

function metricWidth({ rows }: Comparison, id: MetricId): number {
  const { label, unit } = METRICS[id]
  // MI's unit names its ceiling, counts have the latent behind them.
  const under = id === 'mi' ? `${unit}, ≤ 0.00` : unit
  const values = rows.map((row) => formatCell(id, row.cells[id]).split(' ± ')[0].length + (unit === 'units' ? 3 : 0))
  const longest = Math.max(label.length * LETTER.head, under.length * LETTER.small, ...values.map((length) => length * LETTER.value))
  return Math.max(LEAST_WIDTH, Math.ceil(longest) + PADDING)
}
