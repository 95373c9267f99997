import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../lab/lab-fixture'
import { TestCli } from './cli-fixture'

test('a store that is lost is named with the command that builds it anew, which then says what it found', async () => {
  const home = await temporaryFolder()
  const cli = new TestCli(home)
  expect(await cli.run('rebuild')).toBe(1)
  expect(cli.err).toBe(`The data folder ${home} holds no runs and no corpora to build a store from.\n`)
  expect(await cli.run('runs')).toBe(0)
  mkdirSync(join(home, 'runs', 'stray'))
  expect(await cli.run('rebuild')).toBe(1)
  expect(cli.err).toContain('is whole: there is nothing to build anew.')
  for (const tail of ['', '-wal', '-shm']) rmSync(join(home, `plenum.db${tail}`), { force: true })
  expect(await cli.run('runs')).toBe(1)
  expect(cli.err).toContain('(plenum rebuild)')
  expect(await cli.run('rebuild', '--json')).toBe(0)
  const stray = `${join(home, 'runs', 'stray')} is not listed: it has no run.json that can be read.`
  expect(JSON.parse(cli.out)).toEqual({ runs: 0, corpora: 0, left: [stray], aside: null })
  expect(cli.err).toBe(`${stray}\n`)
  expect(await cli.run('runs')).toBe(0)
})
