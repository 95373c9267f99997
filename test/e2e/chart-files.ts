import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from 'playwright-core'

/** Pictures of the page that stand in no chart's frame, and so can be neither saved nor read as a table. Marks and formulas are none. */
export function barePictures(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const large = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      return width >= 48 && height >= 6
    }
    return [...document.querySelectorAll('canvas, svg, [role=img]')]
      .filter((element) => large(element) && !element.closest('[data-chart], .katex'))
      .map((element) => `${element.tagName} ${element.getAttribute('class') ?? ''} ${element.getAttribute('aria-label') ?? ''}`.trim())
  })
}

/** What a chart gave: the names of its files, and what is in them. */
export interface ChartFiles {
  names: string[]
  png: { width: number; height: number; colours: number; ground: string }
  svg: { width: number; height: number; ground: string; texts: string[]; shapes: number; unreadable: string[] }
  table: { columns: number; rows: number }
}

/** Saves a chart as PNG, as SVG and, over its table, as CSV, and looks into each file. */
export async function filesOf(page: Page, chart: Locator): Promise<ChartFiles> {
  const choose = async (what: 'png' | 'svg' | 'table') => {
    await chart.getByTestId('chart-menu').click()
    await page.getByTestId(`chart-${what}`).click()
  }
  const saved = async (act: () => Promise<unknown>): Promise<{ name: string; bytes: Buffer }> => {
    const [download]: [Download, unknown] = await Promise.all([page.waitForEvent('download'), act()])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }
  const png = await saved(() => choose('png'))
  const svg = await saved(() => choose('svg'))
  await choose('table')
  await page.getByTestId('chart-table-view').waitFor()
  const csv = await saved(() => page.getByTestId('chart-table-save').click())
  await page.keyboard.press('Escape')
  await page.getByTestId('chart-table-view').waitFor({ state: 'detached' })
  const [head, ...rows] = csv.bytes.toString().trim().split('\r\n')
  return {
    names: [png.name, svg.name, csv.name],
    png: await lookAtPng(page, png.bytes),
    svg: await lookAtSvg(page, svg.bytes.toString()),
    table: { columns: head.split(',').length, rows: rows.length },
  }
}

const lookAtPng = (page: Page, bytes: Buffer) =>
  page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const canvas = document.createElement('canvas')
    const [width, height] = [image.naturalWidth, image.naturalHeight]
    Object.assign(canvas, { width, height })
    const context = canvas.getContext('2d')
    if (!context) throw new Error('There is no canvas to look at the picture with.')
    context.drawImage(image, 0, 0)
    const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)
    const [red, green, blue] = context.getImageData(1, 1, 1, 1).data
    return { width, height, colours: new Set(pixels).size, ground: `rgb(${red}, ${green}, ${blue})` }
  }, bytes.toString('base64'))

const lookAtSvg = (page: Page, text: string) =>
  page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml')
    const root = parsed.documentElement
    if (root.tagName !== 'svg' || parsed.querySelector('parsererror')) throw new Error(`This is no SVG: ${source.slice(0, 200)}`)
    const ground = parsed.querySelector('rect')?.getAttribute('fill') ?? ''
    const texts = [...parsed.querySelectorAll('text')]
    const fill = (element: Element) => (element as SVGElement).style.fill || (element.getAttribute('fill') ?? '')
    return {
      width: Number(root.getAttribute('width')),
      height: Number(root.getAttribute('height')),
      ground,
      texts: texts.map((element) => element.textContent.trim()),
      shapes: parsed.querySelectorAll('path, line, polyline, polygon, circle, image, rect').length - 1,
      unreadable: texts.filter((element) => ['', 'none', ground].includes(fill(element))).map((element) => element.textContent),
    }
  }, text)
