import { Text, type Group } from 'zrender'

/** What draws on canvases, for pages without one: it takes everything and shows nothing. */
const chart = {
  setOption: () => {},
  resize: () => {},
  dispose: () => {},
  on: () => {},
  off: () => {},
  getWidth: () => 0,
  getHeight: () => 0,
  convertToPixel: () => 0,
  convertFromPixel: () => [0, 0],
  getZr: () => ({ flush: () => {}, on: () => {}, off: () => {} }),
}

/** Of echarts/core. */
export const use = () => {}
export const init = () => chart

/** Of charts/surface: of a scene the words are left, each an element, so that tests read what a canvas would say. */
export const createSurface = (element: HTMLElement) => ({
  show(scene: Group) {
    const words: string[] = []
    scene.traverse((shape) => void (shape instanceof Text && words.push(shape.style.text ?? '')))
    const spans = words.map((word) => Object.assign(document.createElement('span'), { textContent: word }))
    for (const span of spans) span.dataset.drawn = ''
    element.replaceChildren(...spans)
  },
  resize: () => {},
  dispose: () => {},
})
export const sceneSvg = () => ''
export const pictureOfScene = () => ({ width: 0, height: 0, svg: '', canvas: () => document.createElement('canvas') })
