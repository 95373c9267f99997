import { join } from 'node:path'
import { dataFolder } from '../../../src/lab/home'
import { ENGINES } from '../../../src/lab/engines/registry'

/** Plenum's folder for engines of whoever runs the tests: a TensorFlow that is linked there is tested too. */
export const ENGINES_FOLDER = join(dataFolder(), 'engines')

/** Ids of the engines that this machine can open; those that npm brings for sure: onnx, tensorflow-wasm and tensorflow-cpu. */
export async function enginesHere(): Promise<string[]> {
  const ids: string[] = []
  // One after the other: TensorFlow.js has one present backend.
  for (const entry of ENGINES) {
    if (!(await entry.locate(ENGINES_FOLDER)).found) continue
    const opened = await entry.open(ENGINES_FOLDER, { threads: 1 }).catch(() => null)
    if (opened) ids.push(entry.id)
  }
  return ids
}
