#!/usr/bin/env node
// Makes docs/results.md and docs/figures/ from the runs of a data folder, by `plenum report`:
//
//   npm run -s results -- --home DIR --runs '#1' '#2' …     these runs
//   npm run -s results -- --home DIR --corpus NAME          every evaluated run on a corpus
//
// The sentences that people write are kept in docs/results-notes.md, which becomes the beginning of the page: edit that file, not
// docs/results.md, which is written anew each time. `--out FILE.md` writes another page (its notes: FILE-notes.md, or `--notes`).
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, node24, ROOT, run, runProgram } from './bootstrap.mjs'

run(async () => {
  await ensureInstalled()
  await ensureBuilt()
  const given = process.argv.slice(2).filter((word) => word !== '--runs')
  const asked = given.some((word) => /^(--out(=|$)|--help$|-h$)/.test(word))
  return runProgram(
    node24(),
    [join(ROOT, 'out', 'main', 'cli.js'), 'report', ...given, ...(asked ? [] : ['--out', join(ROOT, 'docs', 'results.md')])],
    {
      cwd: process.env.INIT_CWD ?? process.cwd(),
    },
  )
})
