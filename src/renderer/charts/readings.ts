/** So many runs are read below a small chart. */
export const MOST_READ = 8
/** A line of the readings, pixels. */
const LINE = 18

/** How high the readings of so many runs are below a small chart, pixels; a last line says how many more there are. */
export const readingsHeight = (runs: number): number => LINE * Math.min(runs, MOST_READ + 1)
