import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { ensureBuilt, ensureInstalled, node24, ROOT, run, runProgram, say } from './bootstrap.mjs'
import { CHROMIUM_ADVICE, ensureChromium } from './chromium.mjs'
import { tally } from './tally.mjs'

run(async () => {
  await ensureInstalled()
  await ensureBuilt()
  const chromium = ensureChromium()
  if (!chromium) say(CHROMIUM_ADVICE)
  const folder = mkdtempSync(join(tmpdir(), 'plenum-test-'))
  try {
    const report = join(folder, 'report.json')
    const node = node24()
    const code = await runProgram(
      node,
      [
        join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...process.argv.slice(2),
      ],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
          CHROMIUM_PATH: chromium ?? '',
          PLENUM_CHROMIUM_ADVICE: CHROMIUM_ADVICE,
        },
      },
    )
    const counts = tally(existsSync(report) ? readFileSync(report, 'utf8') : null)
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
    return code === 0 && counts.failed > 0 ? 1 : code
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
