import { join } from 'node:path'
import { dataFolder } from '../../../src/lab/home'
import { ENGINES } from '../../../src/lab/engines/registry'

/** Plenum's folder for engines of whoever runs the tests: a TensorFlow that is linked there is tested too. */
export const ENGINES_FOLDER = join(dataFolder(), 'engines')

/** Ids of the engines that this machine can open; those that npm brings for sure: onnx, tensorflow-wasm and tensorflow-cpu. */
export async function enginesHere(): Promise<string[]> {
  const found = await Promise.all(
    ENGINES.map(async (entry) => {
      const located = await entry.locate(ENGINES_FOLDER)
      if (!located.found) return null
      return entry.open(ENGINES_FOLDER, { threads: 1 }).then(
        () => entry.id,
        () => null,
      )
    }),
  )
  return found.filter((id) => id !== null)
}
