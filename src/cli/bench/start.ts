import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { summarise, type Times } from '../../lab/bench/measure'
import { openBrowser } from './browser'
import { LabClient, startLabServer } from './lab-server'

/** Silence between window and lab after which the lab counts as idle, in ms; its own time is not counted. */
const SILENCE = 500

/** Answers the moment of the window's first frame with content, on the clock that both processes share; runs in the page. */
const FIRST_FRAME = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [entry] = list.getEntriesByName('first-contentful-paint')
    if (entry) resolve(performance.timeOrigin + entry.startTime)
  }).observe({ type: 'paint', buffered: true })
})`

/** Times since the program was spawned, in ms. */
interface Start {
  listening: number
  /** Null without a browser. */
  frame: number | null
  idle: number
}

export interface StartFigures extends Times {
  /**
   * `listening`: the server takes requests; `first frame`: the window has painted its first content; `idle`: the last message between
   * window and lab before half a second of silence, or without a browser the last answer to what a window asks first.
   */
  until: 'listening' | 'first frame' | 'idle'
  rounds: number
  /** The browser's version, or why there is none. Its own start is not counted. */
  browser: string
}

/**
 * Times the start of the lab server on an empty data folder, and of its window in a browser that is open already, with an empty cache.
 * Without a browser only the lab's.
 */
export async function benchStart(rounds: number): Promise<StartFigures[]> {
  const browser = await openBrowser()
  const starts: Start[] = []
  try {
    for (let i = 0; i < rounds; i++) {
      const home = await mkdtemp(join(tmpdir(), 'plenum-bench-'))
      try {
        starts.push(await (typeof browser === 'string' ? startLab(home) : startWindow(home, browser)))
      } finally {
        await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
      }
    }
  } finally {
    if (typeof browser !== 'string') await browser.close()
  }
  const named = typeof browser === 'string' ? `none: ${browser}` : `Chromium ${browser.version()}`
  const frames = starts.flatMap(({ frame }) => (frame === null ? [] : [frame]))
  return [
    { until: 'listening', rounds, browser: named, ...summarise(starts.map(({ listening }) => listening)) },
    ...(frames.length > 0 ? [{ until: 'first frame' as const, rounds, browser: named, ...summarise(frames) }] : []),
    { until: 'idle', rounds, browser: named, ...summarise(starts.map(({ idle }) => idle)) },
  ]
}

async function startLab(home: string): Promise<Start> {
  const began = performance.now()
  const server = await startLabServer(home)
  try {
    const listening = performance.now() - began
    const client = await LabClient.connect(server.address)
    await Promise.all(
      (['lab.info', 'objectives.list', 'corpora.list', 'corpora.samples', 'runs.list', 'jobs.list'] as const).map((method) =>
        client.ask(method, {}),
      ),
    )
    const idle = performance.now() - began
    client.close()
    return { listening, frame: null, idle }
  } finally {
    await server.close()
  }
}

async function startWindow(home: string, browser: Browser): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  let last = 0
  const heard = () => (last = performance.now())
  page.on('websocket', (socket) => socket.on('framesent', heard).on('framereceived', heard))
  const began = performance.now()
  const server = await startLabServer(home)
  try {
    const listening = performance.now() - began
    await page.goto(server.address, { waitUntil: 'commit' })
    const painted = await page.evaluate<number>(FIRST_FRAME)
    while (last === 0 || performance.now() - last < SILENCE) await wait(20)
    return { listening, frame: painted - performance.timeOrigin - began, idle: last - began }
  } finally {
    await context.close()
    await server.close()
  }
}
