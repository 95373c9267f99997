#!/usr/bin/env node
// Times what the window asks of the lab on a data folder of many runs, such as `npm run make-store` makes:
//
//   npm run -s time-store -- DIR
import { join, resolve } from 'node:path'
import { ensureInstalled, node24, Refusal, ROOT, run, runProgram } from './bootstrap.mjs'
import { bundle } from './bundle.mjs'

run(async () => {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new Refusal('Say which data folder to time: npm run -s time-store -- DIR')
  await ensureInstalled()
  const program = await bundle(join(ROOT, 'test', 'scale', 'time-store.ts'))
  return runProgram(node24(), [program, resolve(process.env.INIT_CWD ?? process.cwd(), folder)])
})
