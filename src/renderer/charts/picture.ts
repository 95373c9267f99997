import type { Dash } from './palette'

/** How a chart is drawn for export, always in the colours of the light theme. */
export interface ChartPicture {
  width: number
  height: number
  /** An SVG document of that size. */
  svg: string
  /** The same on a canvas of `scale` device pixels a unit. */
  canvas(scale: number): HTMLCanvasElement | Promise<HTMLCanvasElement>
}

/** A line of a chart's key. */
export interface KeyEntry {
  label: string
  colour: string
  dash?: Dash
}

const FAMILY = "'Inter Variable', Inter, sans-serif"
const [TITLE, LINE, EDGE] = [28, 18, 12]
const DASHES: Record<Dash, number[]> = { solid: [], dashed: [5, 3], dotted: [2, 2] }
const [TEXT, GROUND] = ['#1a1c21', '#ffffff']
/** Pixels a unit of an exported PNG: sharp in print at the size of a column. */
const SCALE = 3

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const sizeOf = ({ width, height }: ChartPicture, key: readonly KeyEntry[]) => ({
  width: width + 2 * EDGE,
  height: TITLE + height + (key.length > 0 ? key.length * LINE + EDGE / 2 : 0) + EDGE,
})

/** The chart as an SVG document of its own: title above, key below, on white. */
export function framedSvg(picture: ChartPicture, title: string, key: readonly KeyEntry[]): string {
  const { width, height } = sizeOf(picture, key)
  const inner = picture.svg.replace(/^<\?xml[^>]*>\s*/, '').replace('<svg', `<svg x="${EDGE}" y="${TITLE}"`)
  const rows = key.map((entry, index) => {
    const y = TITLE + picture.height + EDGE / 2 + index * LINE + LINE / 2
    const dashes = DASHES[entry.dash ?? 'solid'].join(' ')
    return (
      `<line x1="${EDGE}" x2="${EDGE + 16}" y1="${y}" y2="${y}" stroke="${entry.colour}" stroke-width="2"${dashes && ` stroke-dasharray="${dashes}"`}/>` +
      `<text x="${EDGE + 24}" y="${y + 4}" font-size="11" fill="${TEXT}">${escape(entry.label)}</text>`
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(FAMILY)}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${GROUND}"/>`,
    `<text x="${EDGE}" y="18" font-size="13" font-weight="550" fill="${TEXT}">${escape(title)}</text>`,
    inner,
    ...rows,
    '</svg>\n',
  ].join('\n')
}

/** The same as a PNG. Throws a sentence when the browser cannot make one. */
export async function framedPng(picture: ChartPicture, title: string, key: readonly KeyEntry[]): Promise<Blob> {
  const { width, height } = sizeOf(picture, key)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * SCALE)
  canvas.height = Math.round(height * SCALE)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The picture could not be drawn: the browser gave no canvas.')
  context.scale(SCALE, SCALE)
  context.fillStyle = GROUND
  context.fillRect(0, 0, width, height)
  context.drawImage(await picture.canvas(SCALE), EDGE, TITLE, picture.width, picture.height)
  context.fillStyle = TEXT
  context.font = `550 13px ${FAMILY}`
  context.fillText(title, EDGE, 18)
  context.font = `11px ${FAMILY}`
  context.lineWidth = 2
  for (const [index, entry] of key.entries()) {
    const y = TITLE + picture.height + EDGE / 2 + index * LINE + LINE / 2
    context.strokeStyle = entry.colour
    context.setLineDash(DASHES[entry.dash ?? 'solid'])
    context.beginPath()
    context.moveTo(EDGE, y)
    context.lineTo(EDGE + 16, y)
    context.stroke()
    context.fillText(entry.label, EDGE + 24, y + 4)
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be written as PNG.'))), 'image/png'),
  )
}

/** A picture of an SVG of the page: the styles it takes from style sheets are written into a copy, in the light theme. */
export function pictureOfSvg(element: SVGSVGElement): ChartPicture {
  const { width, height } = element.getBoundingClientRect()
  const copy = element.cloneNode(true) as SVGSVGElement
  const scheme = element.style.colorScheme
  element.style.colorScheme = 'light'
  const originals = [element, ...element.querySelectorAll<SVGElement>('*')]
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  for (const [i, original] of originals.entries()) {
    const style = getComputedStyle(original)
    for (const name of [
      'fill',
      'fill-opacity',
      'stroke',
      'stroke-width',
      'vector-effect',
      'stroke-dasharray',
      'stroke-linejoin',
      'paint-order',
      'opacity',
      'font-size',
      'font-weight',
      'text-anchor',
    ])
      copies[i].style.setProperty(name, style.getPropertyValue(name))
    copies[i].removeAttribute('class')
  }
  element.style.colorScheme = scheme
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.style.colorScheme = 'light'
  const svg = new XMLSerializer().serializeToString(copy)
  return { width, height, svg, canvas: (scale) => drawSvg(svg, width, height, scale) }
}

/** A picture made of canvases of the page that are to be seen as they are, such as density maps: PNG within SVG. */
export function pictureOfCanvas(canvas: HTMLCanvasElement): ChartPicture {
  const { width, height } = canvas.getBoundingClientRect()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${canvas.toDataURL('image/png')}"/></svg>`
  return { width, height, svg, canvas: () => canvas }
}

async function drawSvg(svg: string, width: number, height: number, scale: number): Promise<HTMLCanvasElement> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}
