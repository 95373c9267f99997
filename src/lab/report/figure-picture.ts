import { colourTable } from '../../shared/colour-map'
import { decodeFloats, type FigureColumn } from '../../shared/latent'
import type { IndexedPicture } from './png'

/** Density that takes the last colour, as in the paper. */
const TOP_DENSITY = 0.25
/** Radius of a centre's dot, as a share of the picture's side. */
const DOT = 0.006
/** How much of the paper a dot covers; where dots lie on each other they cover more. */
const COVER = 0.35
/** The line around the plane, which is white as the page may be. */
const FRAME = 0.8

/** The aggregated density of a column with the paper's map `hot`, 0…0.25. */
export function densityPicture({ size, density }: FigureColumn): IndexedPicture {
  const values = decodeFloats(density)
  const pixels = new Uint8Array(size * size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const value = values[(size - 1 - y) * size + x]
      pixels[y * size + x] = Math.round(255 * Math.min(1, Math.max(0, value / TOP_DENSITY)))
    }
  return { width: size, height: size, pixels, palette: colourTable('hot') }
}

/** The posterior centres of a column as dots, dark on white, on the plane of its density. */
export function centresPicture({ size, extent, centres }: FigureColumn): IndexedPicture {
  const points = decodeFloats(centres)
  const radius = Math.max(1, DOT * size)
  const bare = new Float32Array(size * size).fill(1)
  for (let n = 0; n < points.length; n += 2) {
    const x = ((points[n] + extent) / (2 * extent)) * (size - 1)
    const y = (1 - (points[n + 1] + extent) / (2 * extent)) * (size - 1)
    for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(size - 1, y + radius); row++)
      for (let column = Math.max(0, Math.ceil(x - radius)); column <= Math.min(size - 1, x + radius); column++)
        if (Math.hypot(column - x, row - y) <= radius) bare[row * size + column] *= 1 - COVER
  }
  for (let i = 0; i < size; i++)
    for (const edge of [i, (size - 1) * size + i, i * size, i * size + size - 1]) bare[edge] = Math.min(bare[edge], FRAME)
  return { width: size, height: size, pixels: Uint8Array.from(bare, (share) => Math.round(255 * share)), palette: INK }
}

/** From ink (0) to paper (255). */
const INK = Uint8Array.from({ length: 256 * 3 }, (_, i) => {
  const ink = [0x00, 0x3a, 0x66][i % 3]
  return Math.round(ink + ((255 - ink) * Math.floor(i / 3)) / 255)
})
