#!/usr/bin/env node
// Makes a data folder of many finished runs, for looking at the window and measuring it under load:
//
//   npm run -s make-store -- DIR [--runs 500] [--epochs 100] [--points 160]
//
// The corpus is a built-in sample and real; the runs are made up (test/scale/fill-store.ts) and have no checkpoints. `--points` is how
// often batches were reported in an epoch, four times a second in training. Then: PLENUM_HOME=DIR npm start
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureInstalled, node24, Refusal, ROOT, run, runProgram } from './bootstrap.mjs'
import { bundle } from './bundle.mjs'

const number = { type: 'string' }

run(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: number, epochs: number, points: number } })
  if (positionals.length !== 1) throw new Refusal('Say which folder to make: npm run -s make-store -- DIR')
  const home = resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0])
  if (existsSync(join(home, 'plenum.db'))) throw new Refusal(`${home} is a data folder already; this would add made-up runs to it.`)
  await ensureInstalled()
  const { runs = '500', epochs = '100', points = '160' } = values
  return runProgram(node24(), [await bundle(join(ROOT, 'test', 'scale', 'fill-store.ts')), home, runs, epochs, points])
})
