import { decodeFloats, type FigureColumn } from '../../shared/latent'
import { colourTable, paintDensity, rampStops, type DensityMap } from './colour-map'
import type { ChartColours } from './colours'
import { blankCanvas, escapeXml, type ChartPicture } from './picture'

/** A run's column of the figure, for export. */
export interface PicturedColumn {
  label: string
  column: FigureColumn
  /** Coordinates are scaled by √D there. */
  sphere: boolean
}

/** How it is coloured: by the theme, the map, the density that takes its last colour, and the colour of a centre by its label. */
export interface FigureLook {
  colours: Pick<ChartColours, 'text' | 'quiet' | 'line' | 'strong'>
  map: DensityMap
  top: number
  /** What its key is called. */
  densityName: string
  /** null: one of the labels without a colour of their own. */
  colourOf(label: number): string | null
}

const [SIDE, LEFT, HEAD, FOOT, GAP] = [240, 32, 22, 22, 16]
const FONT = "11px 'Inter Variable', Inter, sans-serif"
const DOT = 1.4
const OPACITY = 0.6
/** The key of the density: its height below the squares, where its ramp begins, and the size of that. */
const [KEY, RAMP_LEFT, RAMP, RAMP_HEIGHT] = [26, LEFT + 64, 96, 8]
const WIDTH = LEFT + SIDE + GAP
const ROW = SIDE + FOOT

/** The density of a column as a canvas of its grid. */
function densityCanvas({ size, density }: FigureColumn, { map, top }: FigureLook): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  canvas.getContext('2d')?.putImageData(new ImageData(paintDensity(decodeFloats(density), size, top, colourTable(map)), size, size), 0, 0)
  return canvas
}

/** Centres within the plane, in pixels of its square, those with a colour of their own last and so on top. */
function dotsOf({ centres, labels, extent }: FigureColumn, { colourOf, colours }: FigureLook): { x: number; y: number; colour: string }[] {
  const points = decodeFloats(centres)
  const dots: { x: number; y: number; colour: string | null }[] = []
  for (let n = 0; n < points.length / 2; n++) {
    const [x, y] = [points[2 * n] / extent, points[2 * n + 1] / extent]
    if (Math.abs(x) <= 1 && Math.abs(y) <= 1)
      dots.push({ x: ((x + 1) / 2) * SIDE, y: ((1 - y) / 2) * SIDE, colour: colourOf(labels.at(n) ?? -1) })
  }
  return dots
    .sort((a, b) => Number(a.colour !== null) - Number(b.colour !== null))
    .map((dot) => ({ ...dot, colour: dot.colour ?? colours.strong }))
}

/** What is written around a square: the ends of its axes and the dimensions drawn. */
function wordsOf({ column: { extent, dimensions }, sphere }: PicturedColumn, top: number) {
  const ends = [`−${extent}`, String(extent)]
  const name = (dimension: number) => `${sphere ? '√D ' : ''}z${dimension}`
  return [
    { text: ends[1], x: LEFT - 4, y: top + 10, anchor: 'end' },
    { text: name(dimensions[1]), x: LEFT - 4, y: top + SIDE / 2 + 4, anchor: 'end' },
    { text: ends[0], x: LEFT - 4, y: top + SIDE, anchor: 'end' },
    { text: ends[0], x: LEFT, y: top + SIDE + 14, anchor: 'start' },
    { text: name(dimensions[0]), x: LEFT + SIDE / 2, y: top + SIDE + 14, anchor: 'middle' },
    { text: ends[1], x: LEFT + SIDE, y: top + SIDE + 14, anchor: 'end' },
  ] as const
}

/** The paper's figure for export: a column a run, its density above and its centres below. */
export function figurePicture(columns: readonly PicturedColumn[], look: FigureLook): ChartPicture {
  const size = { width: columns.length * WIDTH, height: HEAD + 2 * ROW + KEY }
  const key = { top: size.height - 10, stops: rampStops(look.map), end: `≥ ${look.top}`, name: look.densityName }
  const { text: strongColour, quiet, line } = look.colours
  const parts = columns.map((pictured, i) => ({
    pictured,
    left: i * WIDTH,
    density: densityCanvas(pictured.column, look),
    dots: dotsOf(pictured.column, look),
    words: [
      { text: pictured.label, x: LEFT, y: 14, anchor: 'start' as const, strong: true },
      ...[HEAD, HEAD + ROW].flatMap((top) => wordsOf(pictured, top).map((word) => ({ ...word, strong: false }))),
    ],
  }))
  const svg = parts.map(({ left, density, dots, words }) =>
    [
      `<g transform="translate(${left} 0)">`,
      `<image x="${LEFT}" y="${HEAD}" width="${SIDE}" height="${SIDE}" href="${density.toDataURL('image/png')}"/>`,
      `<g transform="translate(${LEFT} ${HEAD + ROW})"><rect width="${SIDE}" height="${SIDE}" fill="none" stroke="${line}"/>`,
      ...dots.map(
        ({ x, y, colour }) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${DOT}" fill="${colour}" opacity="${OPACITY}"/>`,
      ),
      '</g>',
      ...words.map(
        ({ text, x, y, anchor, strong }) =>
          `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="11" fill="${strong ? strongColour : quiet}"${strong ? ' font-weight="550"' : ''}>${escapeXml(text)}</text>`,
      ),
      '</g>',
    ].join(''),
  )
  return {
    ...size,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${svg.join('')}${keySvg(key, quiet)}</svg>`,
    canvas(scale) {
      const { canvas, context } = blankCanvas(size.width, size.height, scale)
      for (const { left, density, dots, words } of parts) {
        context.drawImage(density, left + LEFT, HEAD, SIDE, SIDE)
        context.strokeStyle = line
        context.strokeRect(left + LEFT, HEAD + ROW, SIDE, SIDE)
        context.globalAlpha = OPACITY
        for (const { x, y, colour } of dots) {
          context.fillStyle = colour
          context.beginPath()
          context.arc(left + LEFT + x, HEAD + ROW + y, DOT, 0, 2 * Math.PI)
          context.fill()
        }
        context.globalAlpha = 1
        for (const { text, x, y, anchor, strong } of words) {
          context.font = strong ? `550 ${FONT}` : FONT
          context.fillStyle = strong ? strongColour : quiet
          context.textAlign = anchor === 'middle' ? 'center' : anchor
          context.fillText(text, left + x, y)
        }
      }
      paintKey(context, key, quiet)
      return canvas
    },
  }
}

/** The key of the density, its words on one base line. */
interface Key {
  top: number
  stops: readonly { at: number; colour: string }[]
  end: string
  name: string
}

const keyWords = ({ name, end }: Key) =>
  [
    { text: name, x: LEFT, anchor: 'start' },
    { text: '0', x: RAMP_LEFT - 6, anchor: 'end' },
    { text: end, x: RAMP_LEFT + RAMP + 6, anchor: 'start' },
  ] as const

function keySvg(key: Key, colour: string): string {
  const stops = key.stops.map(({ at, colour: shade }) => `<stop offset="${at}" stop-color="${shade}"/>`)
  const words = keyWords(key).map(
    ({ text, x, anchor }) =>
      `<text x="${x}" y="${key.top + RAMP_HEIGHT}" text-anchor="${anchor}" font-size="11" fill="${colour}">${escapeXml(text)}</text>`,
  )
  const ramp = `<rect x="${RAMP_LEFT}" y="${key.top}" width="${RAMP}" height="${RAMP_HEIGHT}" fill="url(#density-ramp)"/>`
  return `<linearGradient id="density-ramp">${stops.join('')}</linearGradient>${ramp}${words.join('')}`
}

function paintKey(context: CanvasRenderingContext2D, key: Key, colour: string): void {
  const ramp = context.createLinearGradient(RAMP_LEFT, 0, RAMP_LEFT + RAMP, 0)
  for (const { at, colour: shade } of key.stops) ramp.addColorStop(at, shade)
  context.fillStyle = ramp
  context.fillRect(RAMP_LEFT, key.top, RAMP, RAMP_HEIGHT)
  context.font = FONT
  context.fillStyle = colour
  for (const { text, x, anchor } of keyWords(key)) {
    context.textAlign = anchor
    context.fillText(text, x, key.top + RAMP_HEIGHT)
  }
}
