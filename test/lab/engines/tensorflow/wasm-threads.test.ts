import { expect, test } from 'vitest'
import { loadWasmThreads } from '../../../../src/lab/engines/tensorflow/wasm-threads'

const ports = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length

test('as many threads as asked for, and none that keeps the process alive', async () => {
  const before = ports()
  const module = await loadWasmThreads(2)
  module.tfjs!.initWithThreadsCount(2)
  expect(module.tfjs!.getThreadsCount()).toBe(2)
  expect(ports()).toBe(before)
})
