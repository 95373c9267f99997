import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import * as core from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { tfjsEntry } from '../../../../src/lab/engines/tensorflow/tfjs-entry'

const directory = mkdtempSync(join(tmpdir(), 'plenum-'))

it('TensorFlow.js left to itself falls back to plain JavaScript without a word; the engine refuses', async () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  const broken = tfjsEntry('wasm', 'WebAssembly', 'CPU', async () => setWasmPaths('/nowhere/'))
  await expect(broken.open(directory, {})).rejects.toThrow('TensorFlow.js could not start its backend "wasm" on this machine.')
  // What tfjs would have computed on, had nobody asked.
  await core.ready()
  expect(core.getBackend()).toBe('cpu')
})
