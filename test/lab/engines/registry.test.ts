import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ENGINES, engineNote, findEngine, listEngines } from '../../../src/lab/engines/registry'
import { writeLink } from '../../../src/lab/engines/tensorflow/link-file'
import { keepVerdict } from '../../../src/lab/engines/verdicts'

const folder = () => mkdtemp(join(tmpdir(), 'plenum-'))

describe('listEngines', () => {
  it('lists every engine with its state, and why one is not there', async () => {
    const listed = await listEngines(await folder())
    expect(listed.map(({ id }) => id)).toEqual([
      'onnx',
      'onnx-cuda',
      'onnx-webgpu',
      'onnx-dml',
      'onnx-coreml',
      'tensorflow',
      'tensorflow-node-gpu',
      'tensorflow-node',
      'tensorflow-wasm',
      'tensorflow-cpu',
    ])
    for (const { id, available, version, device, note } of listed) {
      if (available) expect(version, id).not.toBeNull()
      else expect([device, note], id).toEqual(['–', expect.stringMatching(/^[A-Z\w].*\.$/s)])
    }
    expect(listed[0]).toMatchObject({ available: true, note: 'Its self-test runs at its first use.' })
    expect(listed[0].device).toMatch(/^CPU \(/)
  })

  it('offers none that failed its self-test', async () => {
    const directory = await folder()
    const located = await findEngine('tensorflow-wasm').locate(directory)
    if (!located.found) throw new Error(located.reason)
    await keepVerdict(directory, 'tensorflow-wasm', located.fingerprint, 'Its self-test failed: the gradient of x is off by 88 %.')
    const listed = (await listEngines(directory)).find(({ id }) => id === 'tensorflow-wasm')
    expect(listed).toMatchObject({ available: false, note: 'Its self-test failed: the gradient of x is off by 88 %.' })
  })
})

describe('engineNote', () => {
  it('says version, device and threads', async () => {
    const directory = await folder()
    expect(await engineNote(directory, 'onnx', 2)).toMatch(/^ONNX Runtime 1\.\d+\.\d+ on the CPU, 2 threads$/)
    expect(await engineNote(directory, 'tensorflow-cpu', 2)).toMatch(/^TensorFlow\.js, plain JavaScript .* on the CPU, one thread$/)
  })

  it.runIf(process.platform === 'linux')('says why a TensorFlow for CUDA computes on the CPU', async () => {
    const directory = await folder()
    const addon = join(directory, 'tfjs_binding.node')
    await writeFile(addon, '')
    await writeFile(join(directory, 'libtensorflow_cc.so.2'), '')
    await writeLink(directory, { addon, tensorflow: directory, version: '2.21.0', gpu: true })
    const note = await engineNote(directory, 'tensorflow', 2)
    // On a machine with driver and toolkit it would be the card.
    if (!note.includes('NVIDIA GPU'))
      expect(note).toMatch(/^TensorFlow 2\.21\.0 on the CPU, 2 threads\. It was built for CUDA and falls back to the CPU\. .* missing/)
  })
})

it('ids are told apart', () => {
  expect(new Set(ENGINES.map(({ id }) => id)).size).toBe(ENGINES.length)
  expect(() => findEngine('abacus')).toThrow('There is no engine "abacus"')
})
