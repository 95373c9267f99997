/** A box in pixels. */
export interface LabelBox {
  left: number
  top: number
  width: number
  height: number
}

/** A line in pixels. */
export interface Segment {
  x1: number
  y1: number
  x2: number
  y2: number
}

/** Where a label stands, and the line that leads to it where it does not stand beside its point. */
export interface LabelPlace extends LabelBox {
  leader: Segment | null
}

interface Mark {
  x: number
  y: number
  /** From its middle to its edge. */
  radius?: number
}

interface LabelledPoint extends Mark {
  /** Of its label. */
  width: number
}

/** Pixels from the middle of a point to its edge. */
const RADIUS = 5
/** The height of a label, and how far it stands from the edge of its point. */
const [HEIGHT, GAP] = [14, 3]
/** How far away a label may stand that finds no room beside its point, and in how many directions. */
const DISTANCES = [18, 30, 44, 60, 80]
const DIRECTIONS = 16
/** Of more points than this those without room beside them stay without names: lines would lead to all and sundry. */
const MOST_LED = 40
/** What it is worth in pixels of distance that a label lies on no line, and that its own crosses none that leads elsewhere. */
const [ON_LINE, CROSSED] = [24, 48]
/** And that there is a label at all. */
const UNNAMED = 400
/** The most that a place beside a point costs; where all have one, no other order is sought. */
const BESIDE = 3
/** How often those without a label are tried first. */
const AGAIN = 6

/** What labels keep off: marks of other things, boxes, and, where there is a better place, lines. */
interface Around {
  obstacles?: readonly Mark[]
  taken?: readonly LabelBox[]
  lines?: readonly Segment[]
}

/**
 * Places for labels beside their points, so that none lies on another, on a point, on an obstacle or outside the area, and on a line
 * only where there is no better place: to the right, to the left, above, below, else a little away with a line that leads there.
 * Those that find no room get null; of many points the earlier ones are served first, of a few the order that serves most is sought.
 */
export function placeLabels(points: readonly LabelledPoint[], area: LabelBox, around: Around = {}): (LabelPlace | null)[] {
  const given = [...points.keys()]
  const by = (value: (point: LabelledPoint) => number) => given.toSorted((i, j) => value(points[i]) - value(points[j]))
  const orders = [given, by(({ y }) => y), by(({ y }) => -y), by(({ x }) => x), by(({ x }) => -x)]
  let best = serve(points, given, area, around)
  for (let round = 1; round < orders.length + AGAIN && points.length <= MOST_LED && best.cost > BESIDE * points.length; round++) {
    // Those that found no room are served first the next time.
    const left = (i: number) => Number(best.places[i] !== null)
    const order = orders[round] ?? best.order.toSorted((i, j) => left(i) - left(j))
    const served = serve(points, order, area, around)
    if (served.cost < best.cost) best = served
    else if (round >= orders.length) break
  }
  return best.places
}

interface Served {
  order: readonly number[]
  places: (LabelPlace | null)[]
  /** Of all of them together. */
  cost: number
}

function serve(
  points: readonly LabelledPoint[],
  order: readonly number[],
  area: LabelBox,
  { obstacles = [], taken = [], lines = [] }: Around,
): Served {
  const marks = [...points, ...obstacles].map(markBox)
  const names: LabelBox[] = [...taken]
  const leaders: Segment[] = []
  const places: (LabelPlace | null)[] = points.map(() => null)
  let sum = 0
  for (const own of order) {
    const blocked = ({ leader, ...box }: LabelPlace) =>
      !inside(box, area) ||
      marks.some((mark, i) => i !== own && (meet(mark, box) || (leader && hides(leader, mark, marks[own])))) ||
      names.some((name) => meet(name, box) || (leader && crosses(leader, name))) ||
      leaders.some((other) => crosses(other, box))
    const costOf = ({ place, cost }: Candidate) => {
      const onLine = lines.some((line) => crosses(line, place)) ? ON_LINE : 0
      const { leader } = place
      return cost + onLine + (leader && leaders.some((other) => meetLines(leader, other)) ? CROSSED : 0)
    }
    const candidates = [...beside(points[own], area), ...(points.length > MOST_LED ? [] : away(points[own]))]
    let best: { place: LabelPlace | null; cost: number } = { place: null, cost: UNNAMED }
    for (const candidate of candidates) {
      if (candidate.cost >= best.cost || blocked(candidate.place)) continue
      const cost = costOf(candidate)
      if (cost < best.cost) best = { place: candidate.place, cost }
    }
    sum += best.cost
    places[own] = best.place
    if (best.place) names.push(best.place)
    if (best.place?.leader) leaders.push(best.place.leader)
  }
  return { order, places, cost: sum }
}

interface Candidate {
  place: LabelPlace
  /** The less the better. */
  cost: number
}

/** Beside a point, the best first. */
function beside({ x, y, width, radius = RADIUS }: LabelledPoint, area: LabelBox): Candidate[] {
  const away = radius + GAP
  const places = [
    // A point may lie a little left of the area, which begins at the axis.
    { left: Math.max(x + away, area.left), top: y - HEIGHT / 2 },
    { left: x - away - width, top: y - HEIGHT / 2 },
    { left: x - width / 2, top: y - away - HEIGHT },
    { left: x - width / 2, top: y + away },
  ]
  return places.map((place, i) => ({ place: { ...place, width, height: HEIGHT, leader: null }, cost: i }))
}

/** Around a point, with a line from its edge to the label's. */
function away({ x, y, width, radius = RADIUS }: LabelledPoint): Candidate[] {
  return DISTANCES.flatMap((distance) =>
    Array.from({ length: DIRECTIONS }, (_, i) => {
      const angle = (2 * Math.PI * i) / DIRECTIONS
      const [across, down] = [Math.cos(angle), -Math.sin(angle)]
      const [ex, ey] = [x + across * (radius + distance), y + down * (radius + distance)]
      // Straight above and below it the label is centred over its end, else it begins there.
      const steep = Math.abs(across) < 0.2
      const left = steep ? ex - width / 2 : across > 0 ? ex + 2 : ex - 2 - width
      const top = steep ? (down < 0 ? ey - HEIGHT : ey) : ey - HEIGHT / 2
      const leader = { x1: x + across * radius, y1: y + down * radius, x2: ex, y2: ey }
      return { place: { left, top, width, height: HEIGHT, leader }, cost: distance }
    }),
  )
}

const markBox = ({ x, y, radius = RADIUS }: Mark): LabelBox => ({
  left: x - radius,
  top: y - radius,
  width: 2 * radius,
  height: 2 * radius,
})

const meet = (a: LabelBox, b: LabelBox) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height

const inside = (box: LabelBox, area: LabelBox) =>
  box.left >= area.left &&
  box.left + box.width <= area.left + area.width &&
  box.top >= area.top &&
  box.top + box.height <= area.top + area.height

/** Whether a line passes through a box (Liang and Barsky 1984). */
export function crosses({ x1, y1, x2, y2 }: Segment, { left, top, width, height }: LabelBox): boolean {
  const [dx, dy] = [x2 - x1, y2 - y1]
  let [from, to] = [0, 1]
  for (const [step, room] of [
    [-dx, x1 - left],
    [dx, left + width - x1],
    [-dy, y1 - top],
    [dy, top + height - y1],
  ]) {
    if (step === 0 && room <= 0) return false
    if (step < 0) from = Math.max(from, room / step)
    if (step > 0) to = Math.min(to, room / step)
  }
  return from < to
}

/** Whether a line that leads away from a point passes through another: of points that lie on each other not where it leads from both. */
function hides({ x1, y1, x2, y2 }: Segment, other: LabelBox, own: LabelBox): boolean {
  if (!meet(other, own)) return crosses({ x1, y1, x2, y2 }, other)
  const [right, down] = [other.left + other.width / 2 - own.left - own.width / 2, other.top + other.height / 2 - own.top - own.height / 2]
  return right * (x2 - x1) + down * (y2 - y1) > 0.3 * Math.hypot(right, down) * Math.hypot(x2 - x1, y2 - y1)
}

/** Whether two lines cross each other. */
function meetLines(a: Segment, b: Segment): boolean {
  const side = ({ x1, y1, x2, y2 }: Segment, x: number, y: number) => Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
  return side(a, b.x1, b.y1) !== side(a, b.x2, b.y2) && side(b, a.x1, a.y1) !== side(b, a.x2, a.y2)
}
