import { cells, pad, wrap } from './wrap'

/** Cells before a term. */
const INDENT = 2
/** A term of more cells stands on a line of its own. */
const WIDEST = 28
/** With less room for the meanings every term stands on a line of its own. */
const LEAST = 36
/** Cells before a meaning that stands below its term. */
const BELOW = 6

/** Terms with their meanings beside them, wrapped at `width` cells. */
export function definitions(rows: readonly (readonly [term: string, meaning: string])[], width: number): string {
  const terms = rows.map(([term]) => cells(term)).filter((length) => length <= WIDEST)
  const beside = INDENT + Math.max(0, ...terms) + 2
  const narrow = width - beside < LEAST
  const indent = narrow ? BELOW : beside
  return rows
    .map(([term, meaning]) => {
      const [first = '', ...rest] = wrap(meaning, Math.max(1, width - indent))
      const named = `${' '.repeat(INDENT)}${term}`
      const further = rest.map((line) => `${' '.repeat(indent)}${line}`)
      const own = narrow || cells(term) > WIDEST
      const head = own ? [named, ...(first === '' ? [] : [`${' '.repeat(indent)}${first}`])] : [`${pad(named, beside)}${first}`.trimEnd()]
      return [...head, ...further].join('\n')
    })
    .join('\n')
}
