// How fluid the window is: npm run bench:window [-- --store FOLDER] [--runs 10] [--seconds 15] [--rounds 1] [--first] [--json]
// Without --store: made-up runs stream at the lab's full rate into the real window in a real browser; frames, long tasks and the share of
// the main thread's time are measured, idle and streaming, still and with a moving pointer. With --store: the built server opens that
// data folder (see scripts/make-store.mjs): how soon its lists are there, how they scroll, comparing, and the window's memory. Every
// figure says how much other programs worked on the machine meanwhile and how long the page's main thread waited for a processor; with
// --first the browser and the lab go before them at a real-time priority, where Linux allows it. Of several rounds each is printed, then
// the median.
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.mjs'
import { round } from './window/frames.mjs'
import { putFirst } from './window/machine.mjs'
import { measureStore } from './window/store.mjs'
import { measureStreaming } from './window/streaming.mjs'

const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    runs: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '1' },
    first: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']
const VIEW = { width: 1440, height: 900 }

const rounds = []
for (let turn = 0; turn < Number(values.rounds); turn++) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
  try {
    const seconds = Number(values.seconds)
    const ready = values.first ? putFirst : () => {}
    ready()
    const rows = values.store
      ? await measureStore(browser, VIEW, values.store, seconds, ready)
      : await measureStreaming(browser, VIEW, Number(values.runs), seconds)
    rounds.push(rows)
    if (!values.json) process.stdout.write(`${rows.map(said).join('\n\n')}\n\n`)
  } finally {
    await browser.close()
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(rounds, null, 2)}\n`)
else if (rounds.length > 1)
  process.stdout.write(`Medians (least to most) of ${rounds.length} rounds\n\n${rounds[0].map(medians).join('\n\n')}\n`)

function said(row) {
  return Object.entries(row)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

/** The row at one place of every round. */
function medians(row, at) {
  const all = Object.keys(row).filter((name) => typeof row[name] === 'number')
  const figures = all.map((name) => {
    const sorted = rounds.map((rows) => rows[at][name]).sort((a, b) => a - b)
    const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
    return `${name}: ${round(middle)} (${sorted[0]} to ${sorted.at(-1)})`
  })
  const disturbed = rounds.filter((rows) => String(rows[at]['other programs']).endsWith('disturbed')).length
  return [row.name, ...figures, `disturbed rounds: ${disturbed}`].join('\n')
}
