import { closeSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointPath, type CheckpointName, type TrainingState } from './checkpoint'

/** Where training stood when a checkpoint was written, without reading its tensors; null where there is none that can be read. */
export function checkpointState(directory: string, name: CheckpointName): TrainingState | null {
  try {
    const file = openSync(checkpointPath(directory, name), 'r')
    try {
      const length = Buffer.alloc(8)
      readSync(file, length, 0, 8, 0)
      const header = Buffer.alloc(Number(length.readBigUInt64LE()))
      readSync(file, header, 0, header.length, 8)
      const { __metadata__: metadata } = JSON.parse(header.toString()) as { __metadata__: { state: string } }
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
