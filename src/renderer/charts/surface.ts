import { init, type Group } from 'zrender'
import 'zrender/lib/canvas/canvas'
import 'zrender/lib/svg/svg'
import type { Size } from './line-scene'
import type { ChartPicture } from './picture'

/** A canvas in an element that shows one scene after another. */
export interface Surface {
  /** Draws at once. */
  show(scene: Group): void
  resize(size: Size): void
  dispose(): void
}

/** Makes a surface that fills an element. */
export function createSurface(element: HTMLElement, { width, height }: Size): Surface {
  const drawn = init(element, { renderer: 'canvas', width, height })
  let shown: Group | null = null
  return {
    show(scene) {
      if (shown) drawn.remove(shown)
      shown = scene
      drawn.add(scene)
      drawn.refreshImmediately()
    },
    resize: (size) => drawn.resize(size),
    dispose: () => drawn.dispose(),
  }
}

/** A scene as an SVG document. */
export function sceneSvg(scene: Group, size: Size): string {
  const drawn = init(null as unknown as HTMLElement, { renderer: 'svg', ssr: true, ...size })
  drawn.add(scene)
  const svg = drawn.painter.renderToString?.() ?? ''
  drawn.dispose()
  return svg
}

/** A picture for export of what `scene` draws anew for each format. */
export const pictureOfScene = (scene: () => Group, size: Size): ChartPicture => ({
  ...size,
  svg: sceneSvg(scene(), size),
  canvas(scale) {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(size.width * scale)
    canvas.height = Math.round(size.height * scale)
    const drawn = init(canvas, { renderer: 'canvas', devicePixelRatio: scale, ...size })
    drawn.add(scene())
    drawn.refreshImmediately()
    const copy = document.createElement('canvas')
    copy.width = canvas.width
    copy.height = canvas.height
    copy.getContext('2d')?.drawImage(canvas, 0, 0)
    drawn.dispose()
    return copy
  },
})
