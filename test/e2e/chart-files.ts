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
  /** `unwritten`: words of the SVG of whose letters nothing is seen where they stand in it. */
  png: { width: number; height: number; colours: number; ground: string; unwritten: string[] }
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
    png: await lookAtPng(page, png.bytes, svg.bytes.toString()),
    svg: await lookAtSvg(page, svg.bytes.toString()),
    table: { columns: head.split(',').length, rows: rows.length },
  }
}

/** Decodes a PNG and looks for each word of the SVG that was saved beside it: for pixels of its colour where it stands. */
const lookAtPng = (page: Page, bytes: Buffer, svg: string) =>
  page.evaluate(
    async ([data, source]) => {
      const image = new Image()
      image.src = `data:image/png;base64,${data}`
      await image.decode()
      const canvas = document.createElement('canvas')
      const [width, height] = [image.naturalWidth, image.naturalHeight]
      Object.assign(canvas, { width, height })
      const context = canvas.getContext('2d', { willReadFrequently: true })
      if (!context) throw new Error('There is no canvas to look at the picture with.')
      context.drawImage(image, 0, 0)
      const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)
      const [red, green, blue] = context.getImageData(1, 1, 1, 1).data

      const host = document.createElement('div')
      host.style.cssText = 'position: fixed; top: 0; left: 0; visibility: hidden'
      host.innerHTML = source
      document.body.append(host)
      const whole = host.querySelector('svg')!.getBoundingClientRect()
      const scale = width / whole.width
      const isWritten = (text: SVGTextElement) => {
        const fill = getComputedStyle(text)
          .fill.match(/[\d.]+/g)!
          .map(Number)
        const { left, top, right, bottom } = text.getBoundingClientRect()
        const box = [left - whole.left, top - whole.top, right - left, bottom - top].map((length) => Math.round(length * scale))
        const inside = context.getImageData(box[0], box[1], Math.max(1, box[2]), Math.max(1, box[3])).data
        const far = (from: ArrayLike<number>, at: number) => Math.hypot(from[at] - fill[0], from[at + 1] - fill[1], from[at + 2] - fill[2])
        // Thin letters are mixed with the ground, but nearer to their own colour somewhere.
        const near = 0.5 * far([red, green, blue], 0)
        return Array.from({ length: inside.length / 4 }, (_, i) => 4 * i).some((at) => far(inside, at) < near)
      }
      const words = [...host.querySelectorAll('text')].filter((text) => text.textContent.trim() !== '')
      const unwritten = words.filter((text) => !isWritten(text)).map((text) => text.textContent.trim())
      host.remove()
      return { width, height, colours: new Set(pixels).size, ground: `rgb(${red}, ${green}, ${blue})`, unwritten }
    },
    [bytes.toString('base64'), svg] as const,
  )

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
