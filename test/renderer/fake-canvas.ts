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

/** Of charts/surface. */
export const createSurface = () => ({ show: () => {}, resize: () => {}, dispose: () => {} })
export const sceneSvg = () => ''
export const pictureOfScene = () => ({ width: 0, height: 0, svg: '', canvas: () => document.createElement('canvas') })
