/**
 * A dimension of a tensor: a number, or a polynomial of symbols in canonical text such as `batch*time` or `time+1`.
 * Two dimensions are equal exactly when they are `===`.
 */
export type Dimension = number | string

type Terms = Map<string, number>

function parse(dimension: Dimension): Terms {
  if (typeof dimension === 'number') return new Map(dimension === 0 ? [] : [['', dimension]])
  const terms: Terms = new Map()
  for (const term of dimension.split('+')) {
    let coefficient = 1
    const symbols: string[] = []
    for (const factor of term.split('*')) {
      if (/^-?\d+$/.test(factor)) coefficient *= Number(factor)
      else symbols.push(factor)
    }
    const key = symbols.sort().join('*')
    terms.set(key, (terms.get(key) ?? 0) + coefficient)
  }
  return terms
}

function format(terms: Terms): Dimension {
  const kept = [...terms].filter(([, coefficient]) => coefficient !== 0)
  if (kept.length === 0) return 0
  if (kept.length === 1 && kept[0][0] === '') return kept[0][1]
  return kept
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .map(([symbols, coefficient]) => (symbols === '' ? `${coefficient}` : coefficient === 1 ? symbols : `${coefficient}*${symbols}`))
    .join('+')
}

/** Product of dimensions. */
export function times(...dimensions: Dimension[]): Dimension {
  let product: Terms = new Map([['', 1]])
  for (const dimension of dimensions) {
    const next: Terms = new Map()
    for (const [a, x] of product)
      for (const [b, y] of parse(dimension)) {
        const key = [...a.split('*'), ...b.split('*')].filter(Boolean).sort().join('*')
        next.set(key, (next.get(key) ?? 0) + x * y)
      }
    product = next
  }
  return format(product)
}

/** Sum of dimensions. */
export function plus(...dimensions: Dimension[]): Dimension {
  const sum: Terms = new Map()
  for (const dimension of dimensions) for (const [key, x] of parse(dimension)) sum.set(key, (sum.get(key) ?? 0) + x)
  return format(sum)
}

/** Terms of a dimension: symbols (none for the constant) with their coefficient. */
export function termsOf(dimension: Dimension): { symbols: string[]; coefficient: number }[] {
  return [...parse(dimension)].map(([key, coefficient]) => ({ symbols: key.split('*').filter(Boolean), coefficient }))
}

/** Value of a dimension once every symbol is bound; throws naming the first that is not. */
export function valueOf(dimension: Dimension, bindings: ReadonlyMap<string, number>): number {
  if (typeof dimension === 'number') return dimension
  let sum = 0
  for (const { symbols, coefficient } of termsOf(dimension)) {
    let product = coefficient
    for (const symbol of symbols) {
      const value = bindings.get(symbol)
      if (value === undefined) throw new Error(`The dimension "${dimension}" has no value: nothing binds "${symbol}".`)
      product *= value
    }
    sum += product
  }
  return sum
}
