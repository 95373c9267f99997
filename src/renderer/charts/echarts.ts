import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { onBeforeUnmount, onMounted, shallowRef, watch, type Ref } from 'vue'
import { useUi } from '../stores/ui'

use([LineChart, BarChart, GridComponent, MarkLineComponent, CanvasRenderer])

/** Colours of the present theme that charts are drawn with, as the browser resolved them. */
export interface ChartColours {
  text: string
  quiet: string
  line: string
  strong: string
  ground: string
}

/** Reads the theme's colours off the page; call after a theme has taken effect. */
export function readColours(element: HTMLElement): ChartColours {
  const probe = document.createElement('span')
  element.append(probe)
  const read = (token: string) => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const colours = {
    text: read('--text'),
    quiet: read('--text-quiet'),
    line: read('--line'),
    strong: read('--line-control'),
    ground: read('--ground'),
  }
  probe.remove()
  return colours
}

/** An ECharts instance in an element: sized with it, redrawn by `draw` when the theme changes, and disposed with the component. */
export function useChart(element: Ref<HTMLElement | undefined>, draw: (chart: EChartsType, colours: ChartColours) => void) {
  const chart = shallowRef<EChartsType | null>(null)
  const ui = useUi()
  let observer: ResizeObserver | null = null

  const redraw = () => {
    if (chart.value && element.value) draw(chart.value, readColours(element.value))
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
  watch(() => ui.dark, redraw, { flush: 'post' })

  return { chart, redraw }
}
