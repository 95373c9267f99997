import { Circle, Group, Line as Rule, Polyline, Rect, Text } from 'zrender'
import { formatTick } from '../format'
import type { ChartColours } from './colours'
import { LETTER } from './fit-text'
import type { Size } from './line-scene'
import { placeLabels, type LabelBox } from './place-labels'
import { scaleTo, ticksOf } from './scale'

/** The path of a run over its epochs. */
export interface Trail {
  label: string
  colour: string
  /** By epoch: active and consistent units, as they stand on the axes. */
  points: readonly (readonly [au: number, cu: number])[]
  /** How many of the points are past; the rest lies ahead of the epoch looked at. */
  past: number
}

export interface Plane {
  trails: readonly Trail[]
  /** The end of both axes: the latent width, or 1 where shares are shown. */
  end: number
  xName: string
  yName: string
  corners: { healthy: string; collapsed: string; pierced: string; both: string }
}

const FONT = "11px 'Inter Variable', Inter, sans-serif"
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 20, 26, 40]
/** The corners of collapse, hole and both reach so far along each axis. */
const CORNER = 0.34
/** From the middle of a mark to its edge. */
const MARK = 6

/** Where active and consistent units lie in a picture of the plane. */
function planeArea({ end }: Plane, { width, height }: Size) {
  const inner = { left: LEFT, top: TOP, width: width - LEFT - RIGHT, height: height - TOP - BOTTOM }
  return {
    ...inner,
    x: (au: number) => inner.left + (au / end) * inner.width,
    y: (cu: number) => inner.top + (1 - cu / end) * inner.height,
  }
}

/** The health plane: active units across, consistent units up, each run's way through it. */
export function planeScene(plane: Plane, size: Size, colours: ChartColours): Group {
  const scene = new Group({ silent: true })
  const area = planeArea(plane, size)
  const { left, top, width, height } = area
  const text = (said: string, x: number, y: number, align: 'left' | 'center' | 'right', fill = colours.quiet, halo = false) =>
    new Text({
      silent: true,
      style: {
        ...{ text: said, x, y, align, verticalAlign: 'middle', font: FONT, fill },
        ...(halo && { stroke: colours.ground, lineWidth: 3 }),
      },
    })

  /** Where the corners' words stand: no name lies on them. */
  const words: LabelBox[] = []
  const corner = (right: boolean, up: boolean, said: string, colour: string) => {
    const w = width * CORNER
    const h = height * CORNER
    const x = right ? left + width - w : left
    const y = up ? top : top + height - h
    scene.add(new Rect({ silent: true, shape: { x, y, width: w, height: h }, style: { fill: colour, opacity: 0.07 } }))
    // Towards the middle: runs that stay in a corner stand at its outer end, and their names with them.
    const [at, middle] = [right ? x + 8 : x + w - 8, up ? y + h - 12 : y + 12]
    scene.add(text(said, at, middle, right ? 'left' : 'right', colour))
    const wide = said.length * LETTER
    words.push({ left: right ? at : at - wide, top: middle - 7, width: wide, height: 14 })
  }
  corner(true, true, plane.corners.healthy, colours.good)
  corner(false, true, plane.corners.collapsed, colours.bad)
  corner(true, false, plane.corners.pierced, colours.warn)
  corner(false, false, plane.corners.both, colours.bad)

  for (const tick of ticksOf(scaleTo(plane.end))) {
    const [x, y] = [Math.round(area.x(tick)) + 0.5, Math.round(area.y(tick)) + 0.5]
    const style = { stroke: tick === 0 ? colours.strong : colours.line, lineWidth: 1 }
    scene.add(new Rule({ silent: true, shape: { x1: x, x2: x, y1: top, y2: top + height }, style }))
    scene.add(new Rule({ silent: true, shape: { x1: left, x2: left + width, y1: y, y2: y }, style }))
    scene.add(text(formatTick(tick), x, top + height + 12, 'center'))
    scene.add(text(formatTick(tick), left - 8, y, 'right'))
  }
  scene.add(text(plane.xName, left + width / 2, top + height + 30, 'center'))
  const up = text(plane.yName, 0, 0, 'center')
  up.rotation = Math.PI / 2
  up.x = 12
  up.y = top + height / 2
  scene.add(up)

  for (const trail of plane.trails) scene.add(way(trail, area, colours))
  for (const { said, leader, left: x, top: y, height: tall } of placed(plane, area, size, words)) {
    if (leader) scene.add(new Rule({ silent: true, shape: leader, style: { stroke: colours.quiet, lineWidth: 1 } }))
    scene.add(text(said, x, y + tall / 2, 'left', colours.text, true))
  }
  return scene
}

function way({ points, past, colour }: Trail, area: ReturnType<typeof planeArea>, colours: ChartColours): Group {
  const group = new Group({ silent: true })
  const places = points.map(([au, cu]) => [area.x(au), area.y(cu)])
  const line = (part: number[][], opacity: number) =>
    group.add(
      new Polyline({
        silent: true,
        shape: { points: part },
        style: { stroke: colour, fill: 'none', lineWidth: 1.5, opacity, lineJoin: 'round' },
      }),
    )
  line(places, 0.2)
  line(places.slice(0, past), 0.8)
  for (const [cx, cy] of places.slice(0, past))
    group.add(new Circle({ silent: true, shape: { cx, cy, r: 2 }, style: { fill: colour, opacity: 0.6 } }))
  const last = places[past - 1]
  if (last)
    group.add(
      new Circle({
        silent: true,
        shape: { cx: last[0], cy: last[1], r: 5.5 },
        style: { fill: colour, stroke: colours.ground, lineWidth: 1.5 },
      }),
    )
  return group
}

/** Names beside where the runs stand, off each other, and rather off the ways of all runs and the lines of the grid. */
function placed({ trails, end }: Plane, area: ReturnType<typeof planeArea>, size: Size, words: readonly LabelBox[]) {
  const places = trails.map(({ points }) => points.map(([au, cu]) => ({ x: area.x(au), y: area.y(cu) })))
  const standing = trails.flatMap(({ label, past }, i) => {
    const at = places[i][past - 1]
    return at ? [{ ...at, said: label, width: label.length * LETTER, radius: MARK }] : []
  })
  const across = ticksOf(scaleTo(end)).map((tick) => ({ x1: area.left, y1: area.y(tick), x2: area.left + area.width, y2: area.y(tick) }))
  const ways = places.flatMap((way) => way.slice(1).map((to, i) => ({ x1: way[i].x, y1: way[i].y, x2: to.x, y2: to.y })))
  const room = { left: area.left, top: 0, width: size.width - area.left, height: area.top + area.height }
  return placeLabels(standing, room, { lines: [...ways, ...across], taken: words }).flatMap((place, i) =>
    place ? [{ ...place, said: standing[i].said }] : [],
  )
}
