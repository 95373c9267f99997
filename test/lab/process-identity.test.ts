import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { isAlive, processIdentity } from '../../src/lab/process-identity'

test('a process is alive under its own start time only', async () => {
  const identity = await processIdentity()
  expect(await isAlive(identity)).toBe(true)
  expect(await isAlive(`${process.pid}:x:1`)).toBe(false)
  expect(await isAlive('999999999:x:5')).toBe(false)
  expect(await isAlive('nonsense')).toBe(false)
})

test.runIf(process.platform === 'linux')('a process that has ended is not alive, also where its parent never asks how', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void parent.kill())
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  await expect.poll(() => isAlive(`${line.toString().trim()}:x:`)).toBe(false)
  // It is there all the same: as long as its parent has not asked, its number is taken.
  expect(process.kill(Number(line), 0)).toBe(true)
})
