/**
 * Okabe and Ito's colours, which people with any kind of colour vision tell apart, in a fixed order. The eighth is their
 * black, drawn in white on a dark ground.
 */
const OKABE_ITO = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7', '#f0e442', '#000000'] as const
const BLACK_ON_DARK = '#f2f2f2'
const DASHES = ['solid', 'dashed', 'dotted'] as const

export type Dash = (typeof DASHES)[number]

export const PALETTE_SIZE = OKABE_ITO.length

/** Colour `index` of the palette, round and round. */
export function paletteColour(index: number, dark: boolean): string {
  const colour = OKABE_ITO[index % PALETTE_SIZE]
  return dark && colour === '#000000' ? BLACK_ON_DARK : colour
}

/** The colour a run keeps for life: by its number (from 1), in every chart and table. */
export function runColour(number: number, dark: boolean): string {
  return paletteColour(Math.max(0, number - 1), dark)
}

/** Runs whose colour repeats differ by their line: solid for the first eight, then dashed, then dotted. */
export function runDash(number: number): Dash {
  return DASHES[Math.floor(Math.max(0, number - 1) / PALETTE_SIZE) % DASHES.length]
}
