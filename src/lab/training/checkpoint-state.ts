import { closeSync, fstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointPath, type CheckpointName, type TrainingState } from './checkpoint'

type Header = { __metadata__: { state: string } } & Record<string, { data_offsets?: [number, number] }>

/** Where training stood when a checkpoint was written, without reading its tensors; null where there is none that is whole. */
export function checkpointState(directory: string, name: CheckpointName): TrainingState | null {
  try {
    const file = openSync(checkpointPath(directory, name), 'r')
    try {
      const length = Buffer.alloc(8)
      readSync(file, length, 0, 8, 0)
      const { size } = fstatSync(file)
      const start = 8 + Number(length.readBigUInt64LE())
      if (start > size) return null
      const header = Buffer.alloc(start - 8)
      readSync(file, header, 0, header.length, 8)
      const { __metadata__: metadata, ...tensors } = JSON.parse(header.toString()) as Header
      if (start + Math.max(0, ...Object.values(tensors).map((tensor) => tensor.data_offsets?.[1] ?? 0)) > size) return null
      return JSON.parse(metadata.state) as TrainingState
    } finally {
      closeSync(file)
    }
  } catch {
    return null
  }
}

/** Removes what a process that was killed while it wrote a checkpoint left of it. Only for who trains the run. */
export function sweepCheckpoints(directory: string): void {
  for (const name of readdirSync(directory)) if (/^(best|last)\.safetensors\.\d+\.part$/.test(name)) rmSync(join(directory, name))
}
