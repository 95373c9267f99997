import { mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { initialParameters } from '../../../src/lab/model/shape'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { checkpointPath, loadCheckpoint, saveCheckpoint, type TrainingState } from '../../../src/lab/training/checkpoint'
import { checkpointState } from '../../../src/lab/training/checkpoint-state'
import { readSafetensors, writeSafetensors } from '../../../src/lab/training/safetensors'
import { PRESETS } from '../../../src/shared/settings'

const folder = () => mkdtempSync(join(tmpdir(), 'plenum-'))

describe('safetensors', () => {
  it('reads what it wrote and leaves no temporary file', () => {
    const directory = folder()
    const path = join(directory, 'a.safetensors')
    writeSafetensors(path, {
      tensors: new Map([
        ['w', { values: Float32Array.of(1.5, -2, 3, 4, 5, 6), shape: [2, 3] }],
        ['b', { values: Float32Array.of(7), shape: [1] }],
      ]),
      metadata: { state: '{"epoch":3}' },
    })
    const { tensors, metadata } = readSafetensors(path)
    expect(tensors.get('w')).toEqual({ values: Float32Array.of(1.5, -2, 3, 4, 5, 6), shape: [2, 3] })
    expect(tensors.get('b')!.values[0]).toBe(7)
    expect(metadata).toEqual({ state: '{"epoch":3}' })
    expect(readdirSync(directory)).toEqual(['a.safetensors'])
  })

  it('lays out the header as the format says: length, JSON, data from a multiple of 8', () => {
    const path = join(folder(), 'a.safetensors')
    writeSafetensors(path, { tensors: new Map([['w', { values: Float32Array.of(1), shape: [1] }]]), metadata: {} })
    const bytes = readFileSync(path)
    const length = Number(bytes.readBigUInt64LE())
    expect(length % 8).toBe(0)
    expect(JSON.parse(bytes.toString('utf8', 8, 8 + length)).w).toEqual({ dtype: 'F32', shape: [1], data_offsets: [0, 4] })
    expect(bytes.readFloatLE(8 + length)).toBe(1)
  })

  it('refuses a file that is cut off or is something else', () => {
    const path = join(folder(), 'a.safetensors')
    writeSafetensors(path, { tensors: new Map([['w', { values: new Float32Array(100), shape: [100] }]]), metadata: {} })
    truncateSync(path, 200)
    expect(() => readSafetensors(path)).toThrow(/the tensor "w" is not whole/)
    writeFileSync(path, 'hello, this is text')
    expect(() => readSafetensors(path)).toThrow(/is no safetensors file/)
    const header = Buffer.alloc(8)
    header.writeBigUInt64LE(4n)
    writeFileSync(path, Buffer.concat([header, Buffer.from('text')]))
    expect(() => readSafetensors(path)).toThrow(/is no safetensors file/)
  })

  it('says what helps where a checkpoint is cut off', () => {
    const directory = folder()
    const shape = modelShape({ id: 'vae', parameters: {}, modifiers: {} }, PRESETS.tiny.settings, 20)
    const parameters = initialParameters(shape, 1)
    const state = { epoch: 1 } as TrainingState
    saveCheckpoint(directory, 'best', shape, parameters, state)
    expect(loadCheckpoint(directory, 'best', shape, new Map())).toEqual(state)
    truncateSync(checkpointPath(directory, 'best'), statSync(checkpointPath(directory, 'best')).size - 4)
    expect(() => loadCheckpoint(directory, 'best', shape, new Map())).toThrow(
      /best\.safetensors is cut off: the tensor ".+" is not whole\. Put a copy of the file back, or duplicate the run:/,
    )
  })

  it('tells where training stood only of a checkpoint that is whole', () => {
    const directory = folder()
    const path = join(directory, 'last.safetensors')
    expect(checkpointState(directory, 'last')).toBeNull()
    const tensors = new Map([['w', { values: new Float32Array(100), shape: [100] }]])
    writeSafetensors(path, { tensors, metadata: { state: '{"epoch":3}' } })
    expect(checkpointState(directory, 'last')).toEqual({ epoch: 3 })
    for (const length of [statSync(path).size - 1, 200, 60, 4, 0]) {
      truncateSync(path, length)
      expect(checkpointState(directory, 'last'), `cut to ${length} bytes`).toBeNull()
    }
    writeFileSync(path, Buffer.alloc(1000, 0xff))
    expect(checkpointState(directory, 'last')).toBeNull()
  })
})
