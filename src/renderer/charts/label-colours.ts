import { PALETTE_SIZE, paletteColour } from './palette'

/** Labels beyond so many share the grey of the others: more colours cannot be told apart. The palette's black is left out. */
const MOST_LABELS = PALETTE_SIZE - 1

/** The labels that get a colour, by index, most frequent first. */
export function colouredLabels(counts: readonly number[]): number[] {
  const order = counts.map((count, label) => ({ count, label })).filter(({ count }) => count > 0)
  return order
    .sort((a, b) => b.count - a.count || a.label - b.label)
    .slice(0, MOST_LABELS)
    .map(({ label }) => label)
}

/** A label's colour by its place among the coloured ones; null for the others. */
export function labelColour(coloured: readonly number[], label: number, dark: boolean): string | null {
  const place = coloured.indexOf(label)
  return place < 0 ? null : paletteColour(place, dark)
}
