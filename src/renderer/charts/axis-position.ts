import { formatSpan, formatTick } from '../format'
import type { useUi } from '../stores/ui'
import { texts } from '../texts'
import type { Area } from './line-scene'

type XAxis = ReturnType<typeof useUi>['kept']['xAxis']

/** A place on the page's axis in words. */
export function positionOn(axis: XAxis, x: number): string {
  if (axis === 'seconds') return formatSpan(x)
  return `${texts.runs.axisUnits[axis]} ${formatTick(axis === 'step' ? Math.round(x) : Number(x.toFixed(2)))}`
}

/** Where the hairline of the page's cursor stands, in pixels; null where that is outside the plot. */
export function hairlineAt(area: Area, x: number): number | null {
  const px = area.x(x)
  return px < area.left - 1 || px > area.left + area.width + 1 ? null : px
}
