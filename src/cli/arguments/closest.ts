/** The known name that a mistyped one stands for: one that begins like it, or one at most two typing errors away; null where none does. */
export function closest(given: string, known: readonly string[]): string | null {
  const alike = given.toLowerCase().replaceAll('_', '-')
  const begins = known.find((name) => alike !== '' && (name.startsWith(alike) || alike.startsWith(name)))
  if (begins !== undefined) return begins
  const near = known
    .map((name) => ({ name, distance: errors(alike, name.replaceAll('_', '-')) }))
    .sort((a, b) => a.distance - b.distance)[0]
  return near !== undefined && near.distance <= (alike.length <= 3 ? 1 : 2) ? near.name : null
}

/** Letters to insert, leave out, replace, or swap with the next (optimal string alignment). */
function errors(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      rows[i][j] = Math.min(
        rows[i - 1][j] + 1,
        rows[i][j - 1] + 1,
        rows[i - 1][j - 1] + Number(a[i - 1] !== b[j - 1]),
        swapped ? rows[i - 2][j - 2] + 1 : Infinity,
      )
    }
  return rows[a.length][b.length]
}
