import { blankCanvas, FAMILY, type ChartPicture } from './picture'

/** What a drawing takes from style sheets. */
const STYLES = [
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
  'font-style',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
  'image-rendering',
]

/**
 * A picture of an SVG of the page: the styles it takes from style sheets are written into a copy. Elements of class `screen` are left
 * out. Throws before the page has drawn it.
 */
export function pictureOfSvg(element: SVGSVGElement | undefined): ChartPicture {
  if (!element) throw new Error('The chart is not drawn yet.')
  const { left, top, width, height } = element.getBoundingClientRect()
  const origin = new DOMMatrix().translate(-left, -top)
  const copy = element.cloneNode(true) as SVGSVGElement
  const originals = [element, ...element.querySelectorAll<SVGElement>('*')]
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  for (const [i, original] of originals.entries()) {
    const style = getComputedStyle(original)
    for (const name of STYLES) copies[i].style.setProperty(name, style.getPropertyValue(name))
  }
  for (const [i, original] of originals.entries()) {
    if (original.classList.contains('screen')) copies[i].remove()
    for (const name of ['class', 'tabindex', 'role', ...Object.keys(original.dataset).map(dataName)]) copies[i].removeAttribute(name)
  }
  copy.style.fontFamily = FAMILY
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  const svg = new XMLSerializer().serializeToString(copy)
  const words = [...element.querySelectorAll('text')]
    .filter((text) => !text.closest('.screen'))
    .map((text) => wordOf(text, element, origin))
  for (const text of copy.querySelectorAll('text')) text.remove()
  const wordless = new XMLSerializer().serializeToString(copy)
  return { width, height, svg, canvas: (scale) => drawn(wordless, words, { width, height }, scale) }
}

const dataName = (key: string) => `data-${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** A text of a drawing as a canvas writes it. */
interface Word {
  text: string
  /** From the text's own units to pixels of the drawing, which may be shown larger than its view box. */
  matrix: DOMMatrix
  x: number
  y: number
  font: string
  align: CanvasTextAlign
  fill: string
  opacity: number
  /** A line around the letters, in the colour of the ground. */
  halo: { colour: string; width: number } | null
}

/** @param origin from pixels of the page to those of the drawing */
function wordOf(text: SVGTextElement, drawing: SVGSVGElement, origin: DOMMatrix): Word {
  const style = getComputedStyle(text)
  const own = text.getScreenCTM()
  const matrix = own ? origin.multiply(own) : new DOMMatrix()
  let opacity = 1
  for (let at: Element | null = text; at && at !== drawing; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity)
  return {
    text: text.textContent.trim(),
    matrix,
    x: Number(text.getAttribute('x') ?? 0),
    y: Number(text.getAttribute('y') ?? 0),
    font: `${style.fontWeight} ${style.fontSize} ${FAMILY}`,
    align: ({ middle: 'center', end: 'right' } as const)[style.textAnchor] ?? 'left',
    fill: style.fill,
    opacity,
    halo: style.stroke === 'none' ? null : { colour: style.stroke, width: parseFloat(style.strokeWidth) },
  }
}

/** An SVG that is drawn as an image has not the page's letters: they are written over it. */
async function drawn(
  svg: string,
  words: readonly Word[],
  { width, height }: { width: number; height: number },
  scale: number,
): Promise<HTMLCanvasElement> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const { canvas, context } = blankCanvas(width, height, scale)
  context.drawImage(image, 0, 0, width, height)
  context.lineJoin = 'round'
  for (const { text, matrix, x, y, font, align, fill, opacity, halo } of words) {
    context.save()
    context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    context.globalAlpha = opacity
    context.font = font
    context.textAlign = align
    if (halo) {
      context.strokeStyle = halo.colour
      context.lineWidth = halo.width
      context.strokeText(text, x, y)
    }
    context.fillStyle = fill
    context.fillText(text, x, y)
    context.restore()
  }
  return canvas
}
