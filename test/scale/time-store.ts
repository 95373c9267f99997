/**
 * Times what the window asks of the lab on a data folder with many runs, such as fill-store makes: opening it, the list, and comparing
 * fifty runs. Each answer is checked by the lab and turned to JSON and back, as on its way to the window. Usage: time-store HOME
 */
import { Lab } from '../../src/lab/lab'
import type { Method, Params, Result } from '../../src/shared/contract'

const TIMES = 5
const COMPARED = 50
const SHOWN_POINTS = 1000

const since = (began: number): number => performance.now() - began
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const began = performance.now()
const lab = await Lab.open({ home: process.argv[2], engines: async () => [] })
const rows: string[][] = [['opening the data folder', `${since(began).toFixed(0)}`, '', '']]

/** The answer, with the first and the median time and its size. */
async function time<M extends Method>(what: string, method: M, params: Params<M>): Promise<Result<M>> {
  const taken: number[] = []
  let text = ''
  for (let i = 0; i < TIMES; i++) {
    const start = performance.now()
    text = JSON.stringify(await lab.handle(method, params))
    JSON.parse(text)
    taken.push(since(start))
  }
  rows.push([what, taken[0].toFixed(0), median(taken).toFixed(0), (text.length / 2 ** 20).toFixed(1)])
  return JSON.parse(text) as Result<M>
}

const list = await time('runs.list', 'runs.list', {})
const ids = list.slice(0, COMPARED).map(({ id }) => id)
await time(`runs.series-of, ${COMPARED} runs, epochs`, 'runs.series-of', { ids, series: 'valid' })
await time(`runs.series-of, ${COMPARED} runs, one metric of the batches`, 'runs.series-of', {
  ids,
  series: 'batch',
  metrics: ['loss'],
  points: SHOWN_POINTS,
})
await time(`runs.series-of, ${COMPARED} runs, all metrics of the batches`, 'runs.series-of', { ids, series: 'batch', points: SHOWN_POINTS })
await time('runs.series, one run, batches', 'runs.series', { id: ids[0], series: 'batch' })
await time('runs.bin', 'runs.bin', {})
await lab.close()
process.stdout.write(`${list.length} runs; milliseconds the first time, the median of ${TIMES}, MiB of JSON\n`)
for (const row of rows) process.stdout.write(`${row.map((cell, i) => (i === 0 ? cell.padEnd(56) : cell.padStart(8))).join('')}\n`)
process.stdout.write(`peak memory of the process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB\n`)
