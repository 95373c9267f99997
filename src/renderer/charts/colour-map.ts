import { colourTable, type DensityMap } from '../../shared/colour-map'

export { colourTable, type DensityMap }

/** Stops of the key's ramp. */
const STOPS = 17

/** The map as stops of a gradient, from nothing to its last colour. */
export function rampStops(map: DensityMap): { at: number; colour: string }[] {
  const table = colourTable(map)
  return Array.from({ length: STOPS }, (_, i) => {
    const at = i / (STOPS - 1)
    const place = 3 * Math.round(at * 255)
    return { at, colour: `rgb(${table[place]}, ${table[place + 1]}, ${table[place + 2]})` }
  })
}

/**
 * Paints a density as pixels, the highest row of the grid on top.
 * @param density [size, size], row-major, row 0 is the lowest y
 * @param top the density that takes the last colour; larger values take it too
 * @returns [size, size] RGBA
 */
export function paintDensity(density: Float32Array, size: number, top: number, table: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const value = density[(size - 1 - y) * size + x]
      const colour = 3 * Math.round(255 * Math.min(1, Math.max(0, value / top)))
      const pixel = 4 * (y * size + x)
      pixels[pixel] = table[colour]
      pixels[pixel + 1] = table[colour + 1]
      pixels[pixel + 2] = table[colour + 2]
      pixels[pixel + 3] = 255
    }
  }
  return pixels
}

/**
 * Paints curves as rows of colour, the first on top.
 * @param rows [width] values each
 * @param top the value that takes the last colour; larger ones take it too
 * @returns [rows, width] RGBA
 */
export function paintRows(
  rows: readonly (readonly number[])[],
  width: number,
  top: number,
  table: Uint8ClampedArray,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(rows.length * width * 4)
  for (const [y, row] of rows.entries())
    for (let x = 0; x < width; x++) {
      const colour = 3 * Math.round(255 * Math.min(1, Math.max(0, row[x] / top)))
      pixels.set([table[colour], table[colour + 1], table[colour + 2], 255], 4 * (y * width + x))
    }
  return pixels
}
