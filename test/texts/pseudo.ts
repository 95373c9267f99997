/**
 * A language made up for tests: every text of a catalogue in «guillemets», its letters with accents, what is put into it as it was.
 * Whatever plain letters are then left in what Plenum says come from its data or were never in the catalogue.
 */
export function pseudo<T>(catalogue: T): T {
  return translated(catalogue) as T
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'áƀćđéƒǵĥíĵķĺɱńóṕɋŕśťúṽŵẋýžÁƁĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼŴẊÝŽ'
const accents = new Map([...PLAIN].map((letter, i) => [letter, [...ACCENTED][i]]))

const accented = (text: string): string => [...text].map((sign) => accents.get(sign) ?? sign).join('')
const said = (text: string): string => `«${accented(text)}»`

function translated(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? value : said(value)
  if (typeof value === 'function') return (...given: unknown[]) => saidWith(value as (...values: unknown[]) => string, given)
  if (Array.isArray(value)) return value.map(translated)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, translated(part)]))
  return value
}

/** Signs that no text holds, one for each text that is put into a sentence. */
const FIRST_MARK = 0xe000

/** What a function of the catalogue says, with the texts that it was given left as they are. */
function saidWith(say: (...values: unknown[]) => string, given: unknown[]): string {
  const kept: string[] = []
  const marked = (value: unknown): unknown => {
    if (typeof value === 'string') return String.fromCharCode(FIRST_MARK + kept.push(value) - 1)
    if (Array.isArray(value)) return value.map(marked)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, marked(part)]))
    return value
  }
  const marks = given.map(marked)
  let text: string
  try {
    text = say(...marks)
    // A mark in place of an id that the sentence goes by: it is asked again with the id.
    if (/undefined|NaN/.test(text)) text = say(...given)
  } catch {
    text = say(...given)
  }
  return said(text).replace(/[\ue000-\uf8ff]/g, (mark) => kept[mark.charCodeAt(0) - FIRST_MARK] ?? mark)
}

/** The words in plain letters of a text, two letters or longer. */
export const plainWords = (text: string): string[] => text.match(/(?<![\p{L}\p{M}])[A-Za-z]{2,}(?![\p{L}\p{M}])/gu) ?? []
