import type { Size } from './line-scene'

/** Small multiples in a room: how many stand side by side, and the size of each one's plot, in pixels. */
export interface Layout {
  columns: number
  width: number
  height: number
}

/** What stands around a plot: a gap to the right, and above and below it together. */
export interface Around {
  gap: number
  rest: number
}

/** A plot is at least so large, its height so many times its width, and no taller: a larger one tells no more. */
export interface Bounds {
  least: Size
  shape: { least: number; most: number }
  tallest: number
}

const DIMENSIONS: Bounds = { least: { width: 104, height: 48 }, shape: { least: 0.3, most: 1.25 }, tallest: 320 }

/**
 * The layout in which the plots are largest, so that two fill a page as well as thirty-two. Where not even the smallest fit, those
 * stand in as many columns as there is room for, and the page scrolls.
 */
export function layoutOf(count: number, room: Size, { gap, rest }: Around, bounds = DIMENSIONS): Layout {
  const { least, shape, tallest } = bounds
  const widthOf = (columns: number) => (room.width + gap) / columns - gap
  const widest = Math.max(1, Math.floor((room.width + gap) / (least.width + gap)))
  let best: (Layout & { score: number }) | null = null
  for (let columns = 1; columns <= Math.min(count, widest); columns++) {
    const rows = Math.ceil(count / columns)
    const width = widthOf(columns)
    const height = Math.floor(Math.min(room.height / rows - rest, width * shape.most, tallest))
    if (height < least.height || height < width * shape.least) continue
    // A last row that is not full wastes what it leaves.
    const score = width * height * (count / (rows * columns))
    if (!best || score > best.score) best = { columns, width, height, score }
  }
  return best ? { columns: best.columns, width: best.width, height: best.height } : smallest(Math.max(1, Math.min(count, widest)))

  function smallest(columns: number): Layout {
    const width = widthOf(columns)
    return { columns, width, height: Math.max(least.height, Math.min(tallest, Math.round(width / 2))) }
  }
}
