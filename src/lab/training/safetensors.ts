import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { say } from '../../texts/lab'

export interface TensorFile {
  tensors: Map<string, { values: Float32Array; shape: readonly number[] }>
  metadata: Record<string, string>
}

interface Entry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

/** Writes a safetensors file of float32 tensors: to a temporary name, synced, then renamed, so that it is whole or not there. */
export function writeSafetensors(path: string, { tensors, metadata }: TensorFile): void {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let offset = 0
  for (const [name, { values, shape }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] }
    offset += values.byteLength
  }
  const text = Buffer.from(JSON.stringify(header))
  // Data begins at a multiple of 8, which blanks after the header bring about.
  const head = Buffer.alloc(8 + Math.ceil(text.length / 8) * 8, ' ')
  head.writeBigUInt64LE(BigInt(head.length - 8))
  text.copy(head, 8)
  const temporary = `${path}.${process.pid}.part`
  const file = openSync(temporary, 'w')
  try {
    const write = (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    }
    write(head)
    for (const { values } of tensors.values()) write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    fsyncSync(file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
  if (process.platform !== 'win32') {
    const folder = openSync(dirname(path), 'r')
    fsyncSync(folder)
    closeSync(folder)
  }
}

function headerOf(path: string, text: string): Record<string, Entry> & { __metadata__?: Record<string, string> } {
  try {
    return JSON.parse(text) as Record<string, Entry>
  } catch {
    throw new Error(say.training.noSafetensors(path))
  }
}

/** Reads a safetensors file of float32 tensors; throws a sentence where it is none. */
export function readSafetensors(path: string): TensorFile {
  const bytes = readFileSync(path)
  const length = bytes.length >= 8 ? Number(bytes.readBigUInt64LE()) : Infinity
  if (8 + length > bytes.length) throw new Error(say.training.noSafetensors(path))
  const { __metadata__: metadata = {}, ...entries } = headerOf(path, bytes.toString('utf8', 8, 8 + length))
  const tensors: TensorFile['tensors'] = new Map()
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [start, end],
    },
  ] of Object.entries(entries as Record<string, Entry>)) {
    if (dtype !== 'F32') throw new Error(say.training.wrongType(path, name, dtype))
    if (8 + length + end > bytes.length) throw new Error(say.training.cutOff(path, name))
    const values = new Float32Array((end - start) / 4)
    new Uint8Array(values.buffer).set(bytes.subarray(8 + length + start, 8 + length + end))
    tensors.set(name, { values, shape })
  }
  return { tensors, metadata: metadata as Record<string, string> }
}
