import type { ChartColours } from './colours'
import type { Dash } from './palette'

/** How a chart is drawn for export, in the colours of the theme in use. */
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

/** What stands around an exported chart: its title above, its key below, and the theme's colours. */
export interface PictureFrame {
  title: string
  key: readonly KeyEntry[]
  colours: Pick<ChartColours, 'text' | 'ground'>
}

export const FAMILY = "'Inter Variable', Inter, sans-serif"
const [TITLE, LINE, EDGE] = [28, 18, 12]
/** About the width of a letter of the title and of the key. */
const [TITLE_LETTER, KEY_LETTER] = [7, 6]
const DASHES: Record<Dash, number[]> = { solid: [], dashed: [5, 3], dotted: [2, 2] }
/** Pixels a unit of an exported PNG. */
const PNG_SCALE = 2

export const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function sizeOf({ width, height }: ChartPicture, { title, key }: PictureFrame) {
  const words = Math.max(title.length * TITLE_LETTER, ...key.map(({ label }) => 24 + label.length * KEY_LETTER))
  return {
    width: Math.ceil(Math.max(width, words)) + 2 * EDGE,
    height: TITLE + height + (key.length > 0 ? key.length * LINE + EDGE / 2 : 0) + EDGE,
  }
}

/** The chart as an SVG document of its own: title above, key below, on the theme's ground. */
export function framedSvg(picture: ChartPicture, frame: PictureFrame): string {
  const { width, height } = sizeOf(picture, frame)
  const { title, key, colours } = frame
  const inner = picture.svg.replace(/^<\?xml[^>]*>\s*/, '').replace('<svg', `<svg x="${EDGE}" y="${TITLE}"`)
  const rows = key.map((entry, index) => {
    const y = TITLE + picture.height + EDGE / 2 + index * LINE + LINE / 2
    const dashes = DASHES[entry.dash ?? 'solid'].join(' ')
    return (
      `<line x1="${EDGE}" x2="${EDGE + 16}" y1="${y}" y2="${y}" stroke="${entry.colour}" stroke-width="2"${dashes && ` stroke-dasharray="${dashes}"`}/>` +
      `<text x="${EDGE + 24}" y="${y + 4}" font-size="11" fill="${colours.text}">${escapeXml(entry.label)}</text>`
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(FAMILY)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${colours.ground}"/>`,
    `<text x="${EDGE}" y="18" font-size="13" font-weight="550" fill="${colours.text}">${escapeXml(title)}</text>`,
    inner,
    ...rows,
    '</svg>\n',
  ].join('\n')
}

/** The same as a PNG. Throws a sentence when the browser cannot make one. */
export async function framedPng(picture: ChartPicture, frame: PictureFrame): Promise<Blob> {
  const { width, height } = sizeOf(picture, frame)
  const { title, key, colours } = frame
  const { canvas, context } = blankCanvas(width, height, PNG_SCALE)
  context.fillStyle = colours.ground
  context.fillRect(0, 0, width, height)
  context.drawImage(await picture.canvas(PNG_SCALE), EDGE, TITLE, picture.width, picture.height)
  context.fillStyle = colours.text
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

/** An empty canvas of a size in units, `scale` pixels each. Throws a sentence when the browser gives none. */
export function blankCanvas(width: number, height: number, scale: number) {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The picture could not be drawn: the browser gave no canvas.')
  context.scale(scale, scale)
  return { canvas, context }
}
