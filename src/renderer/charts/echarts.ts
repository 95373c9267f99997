import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { onBeforeUnmount, onMounted, shallowRef, watch, type Ref } from 'vue'
import { useUi } from '../stores/ui'
import { readColours, type ChartColours } from './colours'
import type { ChartPicture } from './picture'

use([LineChart, BarChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer, SVGRenderer])

/** Draws a chart into an instance with the colours of a theme. */
export type Draw = (chart: EChartsType, colours: ChartColours, dark: boolean) => void

/**
 * An ECharts instance in an element: sized with it, redrawn by `draw` when the theme changes, and disposed with the component.
 * `picture` draws it once more for export.
 */
export function useChart(element: Ref<HTMLElement | undefined>, draw: Draw) {
  const chart = shallowRef<EChartsType | null>(null)
  const ui = useUi()
  let observer: ResizeObserver | null = null

  const redraw = () => {
    if (chart.value && element.value) draw(chart.value, readColours(element.value), ui.dark)
  }

  /** The chart as it is. Only while it is mounted. */
  function picture(): ChartPicture {
    if (!chart.value || !element.value) throw new Error('The chart is not drawn yet.')
    const size = { width: chart.value.getWidth(), height: chart.value.getHeight() }
    const colours = readColours(element.value)
    const drawn = <T>(renderer: 'svg' | 'canvas', scale: number, take: (copy: EChartsType) => T): T => {
      const host = renderer === 'canvas' ? document.createElement('canvas') : null
      const copy = init(host, null, { renderer, ssr: renderer === 'svg', devicePixelRatio: scale, ...size })
      try {
        draw(copy, colours, ui.dark)
        return take(copy)
      } finally {
        copy.dispose()
      }
    }
    return {
      ...size,
      svg: drawn('svg', 1, (copy) => copy.renderToSVGString()),
      canvas: (scale) => drawn('canvas', scale, (copy) => copy.renderToCanvas({ pixelRatio: scale })),
    }
  }

  onMounted(() => {
    if (!element.value) return
    chart.value = init(element.value, null, { renderer: 'canvas' })
    observer = new ResizeObserver(() => {
      chart.value?.resize()
      redraw()
    })
    observer.observe(element.value)
    redraw()
  })
  onBeforeUnmount(() => {
    observer?.disconnect()
    chart.value?.dispose()
    chart.value = null
  })
  watch(() => ui.look, redraw, { flush: 'post' })

  return { chart, redraw, picture }
}
