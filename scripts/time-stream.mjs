#!/usr/bin/env node
// Times what ten runs that stream at full rate ask of the lab: npm run -s time-stream
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, node24, ROOT, run, runProgram } from './bootstrap.mjs'
import { bundle } from './bundle.mjs'

run(async () => {
  await ensureInstalled()
  const program = await bundle(join(ROOT, 'test', 'scale', 'time-stream.ts'))
  const home = mkdtempSync(join(tmpdir(), 'plenum-stream-'))
  try {
    const lab = join(ROOT, 'test', 'lab')
    return await runProgram(node24(), [program, home, join(lab, 'runs', 'fake-worker.mjs'), join(lab, 'fake-importer.mjs')])
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})
