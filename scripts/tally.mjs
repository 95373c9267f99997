/**
 * Counts of a vitest JSON report. A file that failed as a whole (it does not load, or a hook of it threw before any test) counts
 * as one failure, since none of its tests is counted; so does a missing report (null).
 */
export function tally(text) {
  if (text === null) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(text)
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report.testResults) {
    const states = file.assertionResults.map((result) => result.status)
    counts.passed += states.filter((state) => state === 'passed').length
    const failed = states.filter((state) => state === 'failed').length
    counts.failed += failed
    counts.skipped += states.filter((state) => state !== 'passed' && state !== 'failed').length
    if (file.status === 'failed' && failed === 0) counts.failed += 1
  }
  if (report.success === false && counts.failed === 0) counts.failed = 1
  return counts
}
