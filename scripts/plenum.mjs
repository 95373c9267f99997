#!/usr/bin/env node
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, node24, ROOT, run, runProgram, withLargePages } from './bootstrap.mjs'

run(async () => {
  await ensureInstalled()
  await ensureBuilt()
  // npm runs scripts in the checkout; paths among the arguments are meant from where the user stands.
  return runProgram(node24(), [join(ROOT, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: withLargePages(),
  })
})
