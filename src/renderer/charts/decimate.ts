/** A column of numbers with gaps. */
export type Column = ArrayLike<number | null>

/** Index of the first of `count` rising numbers that is at least `value`; `count` where none is. */
export function firstAtLeast(rising: ArrayLike<number>, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (rising[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * A line within from…to as pixels [x0, y0, x1, y1, …]: of all points in one column of pixels the first, the lowest, the highest and
 * the last remain, so that the drawn line is that of all points (the M4 aggregation of Jugel et al., 2014). The nearest point on
 * either side of the window is kept, for the line to run out of it. Points without a finite value are passed over.
 *
 * @param xs rising; @param ys as long; @param x @param y pixels of a value, NaN where it has none
 */
export function decimate(
  xs: ArrayLike<number>,
  ys: Column,
  [from, to]: readonly [number, number],
  x: (value: number) => number,
  y: (value: number) => number,
): number[] {
  const count = Math.min(xs.length, ys.length)
  const start = Math.max(0, firstAtLeast(xs, count, from) - 1)
  const end = Math.min(count, firstAtLeast(xs, count, to) + 1)
  const drawn: number[] = []
  let column = NaN
  let first: Point | null = null
  let low: Point | null = null
  let high: Point | null = null
  let last: Point | null = null

  const flush = () => {
    if (!first || !low || !high || !last) return
    const [a, b] = low.index <= high.index ? [low, high] : [high, low]
    let before = -1
    for (const point of [first, a, b, last]) {
      if (point.index === before) continue
      before = point.index
      drawn.push(point.px, point.py)
    }
  }

  for (let index = start; index < end; index++) {
    const value = ys[index]
    if (value === null || !Number.isFinite(value)) continue
    const py = y(value)
    if (Number.isNaN(py)) continue
    const px = x(xs[index])
    if (Number.isNaN(px)) continue
    const point = { index, px, py }
    if (Math.floor(px) !== column || !low || !high) {
      flush()
      column = Math.floor(px)
      first = low = high = last = point
      continue
    }
    // Pixels grow downwards: which is the lowest does not matter, only that both ends remain.
    if (py < low.py) low = point
    if (py > high.py) high = point
    last = point
  }
  flush()
  return drawn
}

interface Point {
  index: number
  px: number
  py: number
}
