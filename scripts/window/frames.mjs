import { disturbance, watchOthers, watchWaiting } from './machine.mjs'

/** A frame at 60 Hz, ms. */
const FRAME = 1000 / 60

/**
 * Frames of a page for some seconds, while `meanwhile` goes on over and over: how many there were, how long the gaps between them,
 * the tasks over 50 ms, the share of the main thread's time, and how much other processes worked on the machine meanwhile.
 */
export async function framesOf(page, seconds, meanwhile = null) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const metric = async (wanted) => (await session.send('Performance.getMetrics')).metrics.find(({ name: known }) => known === wanted).value
  const before = { task: await metric('TaskDuration'), script: await metric('ScriptDuration') }
  const others = watchOthers()
  const waiting = watchWaiting()
  const counting = page.evaluate(countFrames, seconds * 1000)
  let over = false
  const busy = (async () => {
    while (meanwhile && !over) await meanwhile()
  })()
  const { gaps, tasks, ms } = await counting
  const disturbed = disturbance(others())
  const waited = waiting()
  over = true
  await busy
  const task = (await metric('TaskDuration')) - before.task
  const script = (await metric('ScriptDuration')) - before.script
  const sorted = gaps.toSorted((a, b) => a - b)
  await session.detach()
  return {
    'frames/s': round((1000 * gaps.length) / ms),
    'dropped, %': round((100 * gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME) - 1), 0)) / (ms / FRAME)),
    'p99 gap, ms': round(sorted[Math.floor(sorted.length * 0.99)]),
    'longest gap, ms': round(sorted.at(-1)),
    'long tasks': tasks.length,
    'longest task, ms': round(Math.max(0, ...tasks)),
    'main thread, %': round((100_000 * task) / ms),
    'script, %': round((100_000 * script) / ms),
    'waited for a processor, %': waited,
    'other programs': disturbed,
  }
}

/** In the page: the gaps between frames and the long tasks of so many milliseconds. */
function countFrames(ms) {
  return new Promise((resolve) => {
    const gaps = []
    const tasks = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
    observer.observe({ entryTypes: ['longtask'] })
    const start = performance.now()
    let last = start
    const tick = (now) => {
      gaps.push(now - last)
      last = now
      if (now - start < ms) requestAnimationFrame(tick)
      else {
        observer.disconnect()
        resolve({ gaps, tasks, ms: now - start })
      }
    }
    requestAnimationFrame(tick)
  })
}

export function round(value) {
  return Math.round(value * 10) / 10
}
