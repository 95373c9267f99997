import { round } from './frames.mjs'

/** Milliseconds from the press that `act` makes to the end of the frame in which an element that was not there is painted. */
export async function pressed(page, selector, act) {
  const opened = page.evaluate(watchFor, { selector, press: true })
  await act()
  return round(await opened)
}

/** The same from the beginning of the page's navigation; to be asked once the page answers. */
export async function painted(page, selector) {
  return round(await page.evaluate(watchFor, { selector, press: false }))
}

/** In the page. The frame's end is the first task after its painting. */
function watchFor({ selector, press }) {
  return new Promise((resolve) => {
    let from = press ? null : 0
    const done = () =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - from)
        port2.postMessage(null)
      })
    const look = () => from !== null && document.querySelector(selector) !== null
    const begin = () => {
      if (look()) return done()
      const observer = new MutationObserver(() => {
        if (!look()) return
        observer.disconnect()
        done()
      })
      observer.observe(document, { childList: true, subtree: true })
    }
    if (!press) return begin()
    addEventListener(
      'pointerdown',
      (event) => {
        from = event.timeStamp
        begin()
      },
      { capture: true, once: true },
    )
  })
}
