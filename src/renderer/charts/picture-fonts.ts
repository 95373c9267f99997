/** The family that pictures are lettered in. */
const FAMILY = 'Inter Variable'

/**
 * Style rules that bring the window's own letters into a document of its own, as an SVG that is drawn as an image is one: those
 * parts of the family that the page has loaded, each as data. Empty where there are none: then the system's letters stand in.
 */
export async function embeddedFonts(): Promise<string> {
  const loaded = new Set([...document.fonts].filter(({ status }) => status === 'loaded').map(({ unicodeRange }) => unicodeRange))
  const rules = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .filter(({ style }) => unquoted(style.getPropertyValue('font-family')) === FAMILY && loaded.has(rangeOf(style)))
  const parts = await Promise.all(rules.map(embedded))
  return parts.join('')
}

const unquoted = (name: string) => name.replaceAll(/["']/g, '')
const rangeOf = (style: CSSStyleDeclaration) => style.getPropertyValue('unicode-range')

async function embedded(rule: CSSFontFaceRule): Promise<string> {
  const address = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1]
  if (!address) return ''
  const answer = await fetch(new URL(address, rule.parentStyleSheet?.href ?? document.baseURI))
  const data = await asDataUrl(await answer.blob())
  return `@font-face{font-family:'${FAMILY}';font-weight:100 900;src:url(${data}) format('woff2');unicode-range:${rangeOf(rule.style)}}`
}

const asDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(new Error('The letters of the picture could not be read.'))
    reader.readAsDataURL(blob)
  })
