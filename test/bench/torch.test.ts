import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { costsOf, ratiosOf } from './pairs.mjs'

const bench = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'torch.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, PLENUM_PYTHON: join(import.meta.dirname, 'no-python') },
  })

describe('the yardstick', () => {
  it('ends with code 3 and says so where there is no PyTorch', () => {
    const { status, stderr } = bench('step', '--preset', 'tiny')
    expect(status).toBe(3)
    expect(stderr).toContain('PyTorch is needed for this')
    expect(stderr).toContain('no-python" cannot be started (ENOENT)')
  })
  it('refuses a command line that makes no sense with code 2, and shows the right one', () => {
    expect(bench('leap')).toMatchObject({ status: 2, stderr: expect.stringContaining('step, gap, evaluate, not "leap"') as string })
    expect(bench('--objective', 'vae', 'wae').stderr).toContain('--objective must be one of vae, dg, not "wae"')
    expect(bench('--pairs', 'many')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--pairs must be a whole number') as string,
    })
    expect(bench('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--python PATH') as string })
  })
})

describe('pairs', () => {
  it('are judged one by one, so that a slow minute of the machine cancels', () => {
    const pair = (torch: number, plenum: number) => ({ torch: { ms_median: torch }, plenum: { ms_median: plenum } })
    expect(ratiosOf([pair(130, 100), pair(260, 200), pair(150, 100)])).toEqual({ ratios: [1.3, 1.3, 1.5], median: 1.3, min: 1.3, max: 1.5 })
  })
  it('hold the costs of an objective turn by turn', () => {
    const turns = [
      { objective: 'vae', ms: [100, 200, 100] },
      { objective: 'dg', ms: [104, 208, 150] },
    ]
    expect(costsOf(turns)).toEqual([{ objective: 'dg', cost: 0.04 }])
  })
})
