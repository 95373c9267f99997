import vue from '@vitejs/plugin-vue'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The tests of the whole app first: the longest, so that none of them is left over for one processor at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [whole, parts] = [true, false].map((of) => files.filter(({ project }) => (project.name === 'e2e') === of))
    return [...(await super.sort(whole)), ...(await super.sort(parts))]
  }
}

export default defineConfig({
  plugins: [vue()],
  test: {
    // Engines pass their self-test once for all tests, not in each of their data folders.
    env: { PLENUM_ENGINES: resolve(import.meta.dirname, 'node_modules/.cache/plenum-engines') },
    // Tests wait for processes and browsers of their own half of the time: on two cores, too, two files are worth it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    // Longer than a busy machine takes for anything that a test waits for.
    expect: { poll: { timeout: 20_000, interval: 50 } },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'], testTimeout: 60_000 } },
      { extends: true, test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 120_000 } },
    ],
  },
})
